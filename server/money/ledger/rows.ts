/** What the gateway hands over for one request's log row. Instants are Unix milliseconds; the charge is filled in by the batch. */
export type LogRow = {
  id: string;
  createdAt: number;
  kind: "consume" | "refuse" | "fail";
  endpoint: string;
  userId: string | null;
  tokenId: string | null;
  channelId: string | null;
  groupName: string;
  model: string;
  upstreamModel: string;
  httpStatus: number;
  errorCode: string;
  errorMessage: string;
  outcome: "completed" | "client_gone" | "upstream_error" | "timeout" | "refused" | "recovered";
  isStream: boolean;
  attemptCount: number;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  /** JSON of how many of them were special, by kind; null where none was. */
  usageDetail: string | null;
  usageSource: "provider" | "estimated" | "none";
  priceId: string | null;
  durationMs: number;
  firstTokenMs: number | null;
  /** The most the request could cost, quota units; 0 when it did not come so far. */
  reservedQuota: bigint;
  ip: string;
  clientRequestId: string;
  routeId: string | null;
  userAgentId: string | null;
};

/** What a request was charged, and the part of it that a subscription's allowance paid. */
export type Charged = { quota: bigint; planQuota: bigint; subscriptionId: string | null };

/** A log row with what was really charged, and what the price came to beyond hold and balance. */
export type ChargedLogRow = LogRow & Charged & { uncollectedQuota: bigint };

/** What is read of a request's log row. */
export type LoggedRow = { kind: LogRow["kind"] } & Omit<Charged, "quota">;

/** One call to an upstream in the service of a request. */
export type AttemptRow = {
  requestId: string;
  position: number;
  channelId: string;
  channelKeyId: string | null;
  method: string;
  endpoint: string;
  /** What the upstream calls the request; "" when it says nothing. */
  upstreamId: string;
  startedAt: number;
  durationMs: number;
  firstByteMs: number | null;
  httpStatus: number | null;
  fault: "none" | "client" | "key" | "channel" | "upstream";
  error: string;
};

/** The prices and ratio a charge was computed with; "own": a fee a request for the customer's own provider. The id is a hash of the rest, so equal sets are stored once. */
export type PriceRow = {
  id: string;
  mode: "token" | "call" | "own";
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string;
  callPrice: string;
  groupRatio: string;
  /** JSON of the prices of special tokens, by kind; null where none has one of its own. */
  specialPrices: string | null;
};

export type HoldRow = {
  id: string;
  userId: string;
  tokenId: string | null;
  amount: bigint;
  tokenAmount: bigint;
  /** The part of `amount` that a plan stands for; the wallet stands for the rest. */
  planAmount: bigint;
  subscriptionId: string | null;
  model: string;
  ownerId: string;
  createdAt: number;
  expiresAt: number;
};

/** A stretch of a subscription's allowance that nothing was spent from before. */
export type AllowanceWindowRow = {
  id: string;
  subscriptionId: string;
  kind: string;
  startsAt: number;
  endsAt: number;
  limitQuota: bigint;
  usedQuota: bigint;
};

/** What many requests have in common. The id is a hash of kind and content, so equal ones are stored once. */
export type FactRow = { id: string; kind: "route" | "user_agent"; content: string };

/** Field → column, in the order the batch programs write them. */
export const LOG_COLUMNS = {
  id: "id",
  createdAt: "created_at",
  kind: "kind",
  endpoint: "endpoint",
  userId: "user_id",
  tokenId: "token_id",
  channelId: "channel_id",
  groupName: "group_name",
  model: "model",
  upstreamModel: "upstream_model",
  httpStatus: "http_status",
  errorCode: "error_code",
  errorMessage: "error_message",
  outcome: "outcome",
  isStream: "is_stream",
  attemptCount: "attempt_count",
  promptTokens: "prompt_tokens",
  cachedTokens: "cached_tokens",
  completionTokens: "completion_tokens",
  usageDetail: "usage_detail",
  usageSource: "usage_source",
  quota: "quota",
  uncollectedQuota: "uncollected_quota",
  planQuota: "plan_quota",
  subscriptionId: "subscription_id",
  priceId: "price_id",
  durationMs: "duration_ms",
  firstTokenMs: "first_token_ms",
  reservedQuota: "reserved_quota",
  ip: "ip",
  clientRequestId: "client_request_id",
  routeId: "route_id",
  userAgentId: "user_agent_id",
} as const;

/** What a log row that takes another's place changes: everything but the key. */
export const LOG_COLUMNS_REPLACED = Object.values(LOG_COLUMNS).filter((column) => column !== LOG_COLUMNS.id);

/** Field → column of attempts. */
export const ATTEMPT_COLUMNS = {
  requestId: "request_id",
  position: "position",
  channelId: "channel_id",
  channelKeyId: "channel_key_id",
  method: "method",
  endpoint: "endpoint",
  upstreamId: "upstream_id",
  startedAt: "started_at",
  durationMs: "duration_ms",
  firstByteMs: "first_byte_ms",
  httpStatus: "http_status",
  fault: "fault",
  error: "error",
} as const;

/** Field → column of holds. */
export const HOLD_COLUMNS = {
  id: "id",
  userId: "user_id",
  tokenId: "token_id",
  amount: "amount",
  tokenAmount: "token_amount",
  planAmount: "plan_amount",
  subscriptionId: "subscription_id",
  model: "model",
  ownerId: "owner_id",
  createdAt: "created_at",
  expiresAt: "expires_at",
} as const;

/** Field → column of allowance_windows. */
export const ALLOWANCE_WINDOW_COLUMNS = {
  id: "id",
  subscriptionId: "subscription_id",
  kind: "kind",
  startsAt: "starts_at",
  endsAt: "ends_at",
  limitQuota: "limit_quota",
  usedQuota: "used_quota",
} as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The start of the UTC hour an instant lies in. */
export function hourOf(at: number): number {
  return at - (at % HOUR_MS);
}

/** The start of the UTC day an instant lies in. */
export function dayOf(at: number): number {
  return at - (at % DAY_MS);
}

/** The idempotency key of a user's consumption of an hour: one ledger entry, grown in place. */
export function consumeKey(userId: string, hourAt: number): string {
  return `consume:${userId}:${new Date(hourAt).toISOString().slice(0, 13)}`;
}

/** Whether a log row counts as an error in the roll-ups: everything but an answer that was given or that its client gave up. */
export function isErrorOutcome(outcome: LogRow["outcome"]): boolean {
  return outcome !== "completed" && outcome !== "client_gone";
}
