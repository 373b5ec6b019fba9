"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HttpStatus } from "@/components/domain/log/http-status";
import { useCan } from "@/components/layout/viewer";
import { useQuotaText } from "@/components/ui/money";
import { Duration } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import type { RequestStep } from "@/server/usage/inspector/schema";
import { CallWaterfall } from "./call-waterfall";
import type { RequestRecord } from "./request-record";
import { RouteCandidates } from "./route-candidates";
import { SettlementText } from "./settlement-text";

/** What is told of each step of a request. */
export function useStepDetails(request: RequestRecord): Record<RequestStep, ReactNode> {
  const { upstream } = request;
  return {
    authentication: <KeyText request={request} />,
    limits: <LimitsText request={request} />,
    request: <RequestText request={request} />,
    model: <ModelText request={request} />,
    route: upstream ? <RouteCandidates upstream={upstream} /> : null,
    reservation: <ReservationText request={request} />,
    attempts: upstream ? <CallWaterfall request={request} calls={upstream.calls} /> : null,
    answer: <AnswerText request={request} />,
    settlement: <SettlementText request={request} />,
  };
}

type Props = { request: RequestRecord };

function KeyText({ request }: Props) {
  const t = useTranslations("inspect.details");
  const seesUsers = useCan("user.read");
  const { tokenId, keyHint, tokenName, userId, username, stoppedAt, errorMessage } = request;
  if (tokenId === null || userId === null) return errorMessage || t("unknownKey");
  return (
    <>
      {t.rich("keyOf", {
        key: () => (
          <Link href={`/tokens?open=${tokenId}`} className="link">
            {tokenName ?? tokenId} {keyHint ? <span className="font-mono text-xs">{keyHint}</span> : null}
          </Link>
        ),
        user: () =>
          seesUsers ? (
            <Link href={`/users/${userId}`} className="link">
              {username ?? userId}
            </Link>
          ) : (
            (username ?? userId)
          ),
      })}
      {stoppedAt === "authentication" ? <p>{errorMessage}</p> : null}
    </>
  );
}

function LimitsText({ request: { refusal, stoppedAt, errorMessage } }: Props) {
  const t = useTranslations("inspect.details");
  if (refusal?.kind === "rate") return t("limitReached", { scope: refusal.scope, limit: refusal.perMinute });
  if (refusal?.kind === "window") return errorMessage;
  if (refusal?.kind === "concurrency") return t("concurrencyReached", { limit: refusal.max });
  return stoppedAt === "limits" ? errorMessage : t("limitsPassed");
}

function RequestText({ request: { stoppedAt, errorMessage, endpoint, isStream } }: Props) {
  const t = useTranslations("inspect.details");
  if (stoppedAt === "request") return errorMessage;
  return t("requestRead", { endpoint, isStream: String(isStream) });
}

function ModelText({ request: { stoppedAt, upstream, errorMessage, model, group, formula } }: Props) {
  const isStop = stoppedAt === "model" || (stoppedAt === "route" && upstream === null);
  const t = useTranslations("inspect.details");
  return (
    <>
      <p>{t("modelIn", { model, group })}</p>
      {isStop ? <p>{errorMessage}</p> : null}
      {formula ? <p className="text-fg-2 text-xs">{t("ratio", { ratio: formula.groupRatio })}</p> : null}
    </>
  );
}

function ReservationText({ request: { refusal, stoppedAt, errorMessage, reservedQuota } }: Props) {
  const t = useTranslations("inspect");
  const money = useQuotaText();
  if (refusal?.kind === "quota") {
    const { needed, available, limit } = refusal;
    return (
      <>
        <p>{t("details.neededHad", { needed: money(needed), available: money(available) })}</p>
        {limit ? (
          <p className="text-fg-2 text-xs">
            {t("details.planWindow", {
              window: t.has(`windows.${limit.kind}`) ? t(`windows.${limit.kind}`) : limit.kind,
              used: money(limit.usedQuota),
              limit: money(limit.limitQuota),
            })}{" "}
            <Time value={limit.resetsAt} />
          </p>
        ) : null}
      </>
    );
  }
  if (stoppedAt === "reservation") return errorMessage;
  return reservedQuota > 0n ? t("details.reserved", { amount: money(reservedQuota) }) : t("details.notReserved");
}

function AnswerText({ request: { httpStatus, errorCode, firstTokenMs, durationMs } }: Props) {
  const t = useTranslations("inspect.details");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <HttpStatus status={httpStatus} />
      {errorCode ? <span className="break-all font-mono text-xs">{errorCode}</span> : null}
      {firstTokenMs === null ? null : (
        <span className="whitespace-nowrap text-fg-2">
          {t("firstToken")} <Duration ms={firstTokenMs} />
        </span>
      )}
      <span className="whitespace-nowrap text-fg-2">
        {t("afterTotal")} <Duration ms={durationMs} />
      </span>
    </span>
  );
}
