"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { HttpStatus } from "@/components/domain/log/http-status";
import { formatDuration } from "@/components/format/number";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import type { RequestCall, RequestRecord } from "./request-record";

const FAULTS = ["none", "client", "key", "channel", "upstream"] as const;
/** A call too short to see is drawn so wide, as a share of the whole. */
const WIDTH_MIN = 1 / 200;

/** Every call to an upstream on one time axis: when it began, waited for its first byte, and ended. */
export function CallWaterfall({ request, calls }: { request: RequestRecord; calls: readonly RequestCall[] }) {
  const t = useTranslations("inspect.calls");
  const startMs = request.createdAt.getTime();
  const ends = calls.map((call) => call.startedAt.getTime() - startMs + call.durationMs);
  const spanMs = Math.max(1, request.durationMs, ...ends);
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3" aria-label={t("waterfall")}>
        {calls.map((call) => (
          <li key={call.position} className="flex flex-col gap-1">
            <CallHead call={call} />
            <CallBar call={call} offsetMs={call.startedAt.getTime() - startMs} spanMs={spanMs} />
            <CallFacts call={call} />
          </li>
        ))}
      </ol>
      <div className="flex justify-between border-border border-t pt-1 text-fg-3 text-meta tabular-nums" aria-hidden>
        <span>0</span>
        <span>{formatDuration(spanMs / 2)}</span>
        <span>{formatDuration(spanMs)}</span>
      </div>
    </div>
  );
}

function CallHead({ call }: { call: RequestCall }) {
  const t = useTranslations("log.attempt");
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <span className="text-fg-2 text-xs">{t("title", { position: call.position + 1 })}</span>
      <Link href={`/channels/${call.channelId}`} className="link">
        {call.channelName ?? call.channelId}
      </Link>
      {call.keyHint ? <span className="font-mono text-fg-3 text-xs">{t("key", { hint: call.keyHint })}</span> : null}
      <span className="ml-auto inline-flex items-center gap-2 text-xs">
        {call.httpStatus === null ? null : <HttpStatus status={call.httpStatus} />}
        <Duration ms={call.durationMs} />
      </span>
    </div>
  );
}

type BarProps = { call: RequestCall; offsetMs: number; spanMs: number };

/** The wait for the first byte is paler than what came after it. */
function CallBar({ call, offsetMs, spanMs }: BarProps) {
  const t = useTranslations("inspect.calls");
  const percent = (ms: number) => `${(Math.max(0, ms) / spanMs) * 100}%`;
  const isFailed = call.fault !== "none" || call.httpStatus === null || call.httpStatus >= 400;
  const color = isFailed ? "bg-err" : "bg-accent";
  const totalMs = Math.max(call.durationMs, spanMs * WIDTH_MIN);
  const waitMs = Math.min(call.firstByteMs ?? totalMs, totalMs);
  return (
    <div className="relative h-2.5 overflow-hidden rounded-sm bg-hover" title={t("pendingBody")}>
      <div
        className={cn("absolute inset-y-0 opacity-50", color)}
        style={{ left: percent(offsetMs), width: percent(waitMs) }}
      />
      <div
        className={cn("absolute inset-y-0", color)}
        style={{ left: percent(offsetMs + waitMs), width: percent(totalMs - waitMs) }}
      />
    </div>
  );
}

function CallFacts({ call }: { call: RequestCall }) {
  const t = useTranslations("log.attempt");
  const words = useTranslations("inspect.calls");
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 text-fg-3 text-xs">
        <span className="break-all font-mono">{`${call.method} ${call.endpoint}`}</span>
        {call.firstByteMs === null ? null : (
          <span className="whitespace-nowrap">
            {words("firstByte")} <Duration ms={call.firstByteMs} />
          </span>
        )}
        {call.upstreamId ? (
          <span className="inline-flex min-w-0 items-center gap-1">
            {words("upstreamId")} <RecordId id={call.upstreamId} isFull />
          </span>
        ) : null}
      </p>
      {call.error ? (
        <p className="break-words text-err text-xs">
          {call.error}
          {call.fault === "none" ? "" : ` (${t("fault", { fault: t(`faults.${faultOf(call.fault)}`) })})`}
        </p>
      ) : null}
    </>
  );
}

function faultOf(fault: string): (typeof FAULTS)[number] {
  return FAULTS.find((known) => known === fault) ?? "none";
}
