import { z } from "zod";

/** A zero byte is no text to PostgreSQL. */
const NO_ZERO_BYTE = /^[^\0]*$/;
const id = z.string().trim().min(1).max(32).regex(NO_ZERO_BYTE);

export const RequestIdInput = z.object({ id });

/** Anything somebody may have been given: an id, a key, a number of an order, a name. */
export const ResolveInput = z.object({ q: z.string().trim().min(1).max(256).regex(NO_ZERO_BYTE) });
export type ResolveInput = z.output<typeof ResolveInput>;

export const ReadBodiesInput = z.object({
  id,
  /** Why somebody else's are looked at. */
  reason: z.string().trim().min(3).max(500).optional(),
});
export type ReadBodiesInput = z.output<typeof ReadBodiesInput>;

/** The steps of a request, in their order. */
export const REQUEST_STEPS = [
  "authentication",
  "limits",
  "request",
  "model",
  "route",
  "reservation",
  "attempts",
  "answer",
  "settlement",
] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** What a request came to, in one word each; the catalogues make sentences of them. */
export const CAUSE_CODES = [
  "served",
  "served_by",
  "served_after_failures",
  "client_left",
  "broken_off",
  "timed_out",
  "all_failed",
  "no_answer",
  "rejected_by_upstream",
  "no_channel_left",
  "key_missing",
  "key_unknown",
  "key_disabled",
  "key_replaced",
  "key_expired",
  "account_disabled",
  "address_not_allowed",
  "rate_limited",
  "window_limited",
  "content_refused",
  "channels_full",
  "extension_refused",
  "too_many_at_once",
  "request_invalid",
  "left_while_sending",
  "group_not_allowed",
  "model_not_allowed",
  "model_unknown",
  "model_unavailable",
  "model_switched_off",
  "model_without_price",
  "endpoint_not_served",
  "quota_lacking",
  "plan_lacking",
  "database_away",
  "recovered",
  "internal",
  "other",
] as const;
export type CauseCode = (typeof CAUSE_CODES)[number];

/** What became of a channel that could have served a request. */
export const CANDIDATE_FATES = [
  "served",
  "failed",
  "lost_draw",
  "lower_priority",
  "weight_zero",
  "lacks_endpoint",
  "not_asked",
  "disabled",
  "auto_disabled",
  "no_key",
  "misconfigured",
] as const;
export type CandidateFate = (typeof CANDIDATE_FATES)[number];
