"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { HttpStatus } from "@/components/domain/log/http-status";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/numeric";
import type { LogRecord } from "./log-detail";

const FAULTS = ["none", "client", "key", "channel", "upstream"] as const;

/** Every call to an upstream on one time axis: when it began, when the first byte came, when it ended. */
export function LogAttempts({ log }: { log: LogRecord }) {
  const t = useTranslations("log");
  if (log.attempts.length === 0) return <p className="text-fg-2">{t("detail.noAttempts")}</p>;
  const startMs = log.createdAt.getTime();
  const spanMs = Math.max(
    1,
    log.durationMs,
    ...log.attempts.map((call) => call.startedAt.getTime() - startMs + call.durationMs),
  );
  return (
    <ol className="flex flex-col gap-4">
      {log.attempts.map((call) => (
        <li key={call.position} className="flex flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="text-fg-2 text-xs">{t("attempt.title", { position: call.position + 1 })}</span>
            <Link href={`/channels/${call.channelId}`} className="link">
              {call.channelName ?? call.channelId}
            </Link>
            {call.keyHint ? (
              <span className="font-mono text-fg-3 text-xs">{t("attempt.key", { hint: call.keyHint })}</span>
            ) : null}
            <span className="ml-auto inline-flex items-center gap-2 text-xs">
              {call.httpStatus === null ? null : <HttpStatus status={call.httpStatus} />}
              <Duration ms={call.durationMs} />
            </span>
          </div>
          <Bar offsetMs={call.startedAt.getTime() - startMs} call={call} spanMs={spanMs} />
          <p className="truncate font-mono text-fg-3 text-xs">{call.endpoint}</p>
          {call.error ? (
            <p className="break-words text-err text-xs">
              {call.error}
              {call.fault === "none"
                ? ""
                : ` (${t("attempt.fault", { fault: t(`attempt.faults.${faultOf(call.fault)}`) })})`}
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

type Call = LogRecord["attempts"][number];

function Bar({ offsetMs, call, spanMs }: { offsetMs: number; call: Call; spanMs: number }) {
  const percent = (ms: number) => `${(Math.max(0, ms) / spanMs) * 100}%`;
  const isFailed = call.httpStatus === null || call.httpStatus >= 400;
  return (
    <div className="relative h-2 overflow-hidden rounded-sm bg-hover" aria-hidden>
      <div
        className={cn("absolute inset-y-0 rounded-sm", isFailed ? "bg-err" : "bg-accent")}
        style={{ left: percent(offsetMs), width: percent(Math.max(call.durationMs, spanMs / 200)) }}
      />
      {call.firstByteMs === null ? null : (
        <div className="absolute inset-y-0 w-0.5 bg-bg" style={{ left: percent(offsetMs + call.firstByteMs) }} />
      )}
    </div>
  );
}

function faultOf(fault: string): (typeof FAULTS)[number] {
  return FAULTS.find((known) => known === fault) ?? "none";
}
