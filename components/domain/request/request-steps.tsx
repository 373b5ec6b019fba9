"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { REQUEST_STEPS, type RequestStep } from "@/server/usage/inspector/schema";
import type { RequestRecord } from "./request-record";
import { useStepDetails } from "./step-details";

/** The request step by step, as far as it came, and what the client saw in the end. */
export function RequestSteps({ request }: { request: RequestRecord }) {
  const details = useStepDetails(request);
  const stop = stopOf(request);
  return (
    <ol className="flex flex-col">
      {stepsOf(request).map((step) => (
        <Step key={step} step={step} isStop={step === stop}>
          {details[step]}
        </Step>
      ))}
    </ol>
  );
}

/** Who sees no route learns of the model that it could not be had. */
function stopOf({ stoppedAt, upstream }: Pick<RequestRecord, "stoppedAt" | "upstream">): RequestStep | null {
  return stoppedAt === "route" && upstream === null ? "model" : stoppedAt;
}

/** What came after the step it ended at was never reached; the answer always was. Upstream steps are for staff. */
function stepsOf({ stoppedAt, upstream, quota, errorCode }: RequestRecord): RequestStep[] {
  const last = stoppedAt === null ? REQUEST_STEPS.length - 1 : REQUEST_STEPS.indexOf(stoppedAt);
  const hasCalls = (upstream?.calls.length ?? 0) > 0;
  // Nothing is known of how far a request came whose process ended under it.
  if (errorCode === "process_ended" || errorCode === "hold_expired") {
    return ["authentication", "reservation", "answer", "settlement"];
  }
  return REQUEST_STEPS.filter((step, index) => {
    if (step === "route") return upstream !== null && index <= last;
    if (step === "attempts") return hasCalls;
    if (step === "answer") return true;
    if (step === "settlement") return quota > 0n || stoppedAt === null || stoppedAt === "attempts";
    return index <= last;
  });
}

function Step({ step, isStop, children }: { step: RequestStep; isStop: boolean; children: ReactNode }) {
  const t = useTranslations("inspect");
  const Icon = isStop ? CircleAlert : CircleCheck;
  return (
    <li className="relative grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 pb-3 last:pb-0" data-step={step}>
      <span className="absolute top-5 bottom-0 left-2 w-px bg-border" aria-hidden />
      <Icon className={isStop ? "mt-0.5 size-4 text-err" : "mt-0.5 size-4 text-fg-3"} aria-hidden />
      <div className="grid min-w-0 gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <h3 className={isStop ? "font-semibold text-err" : "text-fg-2"}>
          {t(`steps.${step}`)}
          {isStop ? <span className="block font-normal text-xs">{t("states.stopped")}</span> : null}
        </h3>
        <div className="min-w-0 break-words">{children}</div>
      </div>
    </li>
  );
}
