import type { AttemptRow, LogRow } from "@/server/money/ledger/rows";

/** What a request's log row will say; each step writes down what it finds out, so a refusal at any step is complete. */
export type Trace = {
  readonly requestId: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** performance.now() at the start, for durations. */
  readonly startedMs: number;
  readonly endpoint: string;
  readonly ip: string;
  readonly clientRequestId: string;
  userId: string | null;
  tokenId: string | null;
  groupName: string;
  model: string;
  upstreamModel: string;
  channelId: string | null;
  isStream: boolean;
  firstTokenMs: number | null;
  readonly attempts: AttemptRow[];
};

/** How a request ended. */
export type Ending = Pick<LogRow, "kind" | "outcome" | "httpStatus" | "usageSource"> & {
  errorCode?: string;
  errorMessage?: string;
  promptTokens?: number;
  cachedTokens?: number;
  completionTokens?: number;
};

export function startTrace(
  fields: Pick<Trace, "requestId" | "endpoint" | "ip" | "clientRequestId">,
  startedMs: number,
): Trace {
  return {
    ...fields,
    startedAt: Date.now(),
    startedMs,
    userId: null,
    tokenId: null,
    groupName: "",
    model: "",
    upstreamModel: "",
    channelId: null,
    isStream: false,
    firstTokenMs: null,
    attempts: [],
  };
}

/** The log row of a finished request, without a price. Texts are cut to their columns. */
export function logRowOf(trace: Trace, ending: Ending): LogRow {
  return {
    id: trace.requestId,
    createdAt: trace.startedAt,
    kind: ending.kind,
    endpoint: trace.endpoint,
    userId: trace.userId,
    tokenId: trace.tokenId,
    channelId: trace.channelId,
    groupName: trace.groupName,
    model: trace.model.slice(0, 191),
    upstreamModel: trace.upstreamModel.slice(0, 191),
    httpStatus: ending.httpStatus,
    errorCode: (ending.errorCode ?? "").slice(0, 64),
    errorMessage: wellFormed((ending.errorMessage ?? "").slice(0, 500)),
    outcome: ending.outcome,
    isStream: trace.isStream,
    attemptCount: trace.attempts.length,
    promptTokens: ending.promptTokens ?? 0,
    cachedTokens: ending.cachedTokens ?? 0,
    completionTokens: ending.completionTokens ?? 0,
    usageSource: ending.usageSource,
    priceId: null,
    durationMs: Math.round(performance.now() - trace.startedMs),
    firstTokenMs: trace.firstTokenMs,
    ip: trace.ip,
    clientRequestId: trace.clientRequestId,
  };
}

/** NUL and halves of a pair are no text to PostgreSQL: one such character would refuse the whole row. */
export function wellFormed(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
