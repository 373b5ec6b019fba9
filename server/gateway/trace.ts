import type { AttemptRow, FactRow, LogRow } from "@/server/money/ledger/rows";
import type { SpecialTokens } from "@/server/providers/special-token-schema";

/** What a request's log row will say; each step writes down what it finds out, so a refusal at any step is complete. */
export type Trace = {
  readonly requestId: string;
  /** Unix milliseconds, the very ones in the request id: lists of logs are in the order of the ids. */
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
  /** Quota units the request could cost at most; 0 until that is known. */
  reservedQuota: bigint;
  routeId: string | null;
  userAgentId: string | null;
  readonly attempts: AttemptRow[];
  /** The contents that `routeId` and `userAgentId` name. */
  readonly facts: FactRow[];
};

/** How a request ended. */
export type Ending = Pick<LogRow, "kind" | "outcome" | "httpStatus" | "usageSource"> & {
  errorCode?: string;
  errorMessage?: string;
  promptTokens?: number;
  cachedTokens?: number;
  completionTokens?: number;
  special?: SpecialTokens;
};

export function startTrace(
  fields: Pick<Trace, "requestId" | "endpoint" | "ip" | "clientRequestId" | "startedAt">,
  startedMs: number,
): Trace {
  return {
    ...fields,
    startedMs,
    userId: null,
    tokenId: null,
    groupName: "",
    model: "",
    upstreamModel: "",
    channelId: null,
    isStream: false,
    firstTokenMs: null,
    reservedQuota: 0n,
    routeId: null,
    userAgentId: null,
    attempts: [],
    facts: [],
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
    usageDetail: ending.special ? JSON.stringify(ending.special) : null,
    usageSource: ending.usageSource,
    priceId: null,
    durationMs: Math.round(performance.now() - trace.startedMs),
    firstTokenMs: trace.firstTokenMs,
    reservedQuota: trace.reservedQuota,
    ip: trace.ip,
    clientRequestId: trace.clientRequestId,
    routeId: trace.routeId,
    userAgentId: trace.userAgentId,
  };
}

/** NUL and halves of a pair are no text to PostgreSQL: one such character would refuse the whole row. */
export function wellFormed(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
