"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Duration, NumberText } from "@/components/ui/numeric";
import { StatusBadge } from "@/components/ui/status-badge";
import { useOutcomeText } from "./outcome-text";
import type { ChannelTestRun } from "./use-channel-test";

const TICK_MS = 100;

/** What is known of a test so far: facts in a row, then the answer as it arrives, then the upstream's words if it failed. */
export function TestResult({ run }: { run: ChannelTestRun }) {
  const t = useTranslations("channel.test");
  const outcomeText = useOutcomeText();
  const elapsedMs = useElapsed(run);
  if (run.phase === "idle") return null;
  if (run.phase === "unreachable") return <Alert tone="err" title={t("unreachable")} />;
  if (run.refused) return <Alert tone="err" title={outcomeText(run.refused.reason)} />;
  const { result, start } = run;
  const answer = result?.answer ?? run.answer;
  return (
    <section aria-label={t("result")} aria-live="polite" className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-border px-4 py-3 sm:grid-cols-5">
        <Fact term={t("outcome")}>
          <StatusBadge status={result ? (result.isOk ? "ok" : "failed") : "running"}>
            {result ? (result.isOk ? t("passed") : t("failed")) : t("running")}
          </StatusBadge>
        </Fact>
        <Fact term={t("httpStatus")}>{run.status?.httpStatus ?? result?.httpStatus ?? "—"}</Fact>
        <Fact term={t("firstToken")}>
          <Duration ms={result?.firstTokenMs ?? run.firstTokenMs} />
        </Fact>
        <Fact term={t("latency")}>
          <Duration ms={result?.latencyMs ?? elapsedMs} />
        </Fact>
        <Fact term={t("tokens")}>
          {result?.usage ? (
            <>
              <NumberText value={result.usage.promptTokens} /> → <NumberText value={result.usage.completionTokens} />
            </>
          ) : (
            "—"
          )}
        </Fact>
      </dl>
      {start ? (
        <p className="text-fg-2 text-xs">
          {start.keyHint === ""
            ? t("sentWithoutKey", { model: start.upstreamModel })
            : t("sent", { model: start.upstreamModel, key: start.keyHint })}
        </p>
      ) : null}
      {answer === "" ? null : (
        <div className="max-h-52 overflow-y-auto whitespace-pre-wrap break-words rounded-lg bg-code px-4 py-3 text-sm">
          {answer}
        </div>
      )}
      {result && !result.isOk ? (
        <Alert tone="err" title={t("failedTitle")}>
          <span className="break-words font-mono text-xs">{outcomeText(result.error)}</span>
        </Alert>
      ) : null}
      {result?.isReenabled ? <Alert tone="ok" title={t("reenabled")} /> : null}
    </section>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-fg-2 text-xs">{term}</dt>
      <dd className="truncate tabular-nums">{children}</dd>
    </div>
  );
}

function useElapsed(run: ChannelTestRun): number {
  const [elapsedMs, setElapsedMs] = useState(0);
  const isRunning = run.phase === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setElapsedMs(Date.now() - run.startedAt), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning, run.startedAt]);
  return isRunning ? elapsedMs : 0;
}
