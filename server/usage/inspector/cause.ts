import { type Payer, type RateScope, readRefusal } from "./refusal";
import type { CauseCode } from "./schema";

/** What a request came to, with the values its sentence is made of. Money in quota units. */
export type Cause = {
  code: CauseCode;
  channel?: string;
  failedChannel?: string;
  /** What the channel that failed answered; null: nothing. */
  failedStatus?: number | null;
  tries?: number;
  scope?: RateScope;
  payer?: Payer;
  limit?: number;
  needed?: bigint;
  available?: bigint;
  model?: string;
  ip?: string;
  /** Of the content filter: what broke it, and which rule. */
  what?: "prompt" | "answer";
  rule?: number;
  /** What the client was told. */
  message?: string;
};

export type CauseInput = {
  kind: string;
  outcome: string;
  errorCode: string;
  errorMessage: string;
  model: string;
  ip: string;
  calls: readonly { channel: string; httpStatus: number | null; fault: string }[];
  /** A channel of the group lists the model and is switched off. */
  isSwitchedOff: boolean;
};

/** Codes whose sentence needs no more than the model, the address and the message. */
const PLAIN: Record<string, CauseCode> = {
  missing_api_key: "key_missing",
  invalid_api_key: "key_unknown",
  token_disabled: "key_disabled",
  key_expired: "key_replaced",
  token_expired: "key_expired",
  account_disabled: "account_disabled",
  ip_not_allowed: "address_not_allowed",
  client_gone: "left_while_sending",
  group_not_allowed: "group_not_allowed",
  no_auto_group: "group_not_allowed",
  model_not_allowed: "model_not_allowed",
  model_not_priced: "model_without_price",
  endpoint_not_supported: "endpoint_not_served",
  database_unavailable: "database_away",
  process_ended: "recovered",
  hold_expired: "recovered",
  internal_error: "internal",
  no_available_channel: "no_channel_left",
  channels_at_limit: "channels_full",
  browser_extension: "extension_refused",
  invalid_json: "request_invalid",
  missing_model: "request_invalid",
  missing_messages: "request_invalid",
  invalid_type: "request_invalid",
  invalid_value: "request_invalid",
  unsupported_value: "request_invalid",
  request_too_large: "request_invalid",
  unsupported_encoding: "request_invalid",
  invalid_encoding: "request_invalid",
};

/**
 * The one sentence a request comes to. `seesUpstream` false leaves out everything about channels, so it can be shown to, and
 * written to, the customer.
 */
export function causeOf(input: CauseInput, seesUpstream: boolean): Cause {
  if (input.kind === "consume") return servedCause(input, seesUpstream);
  const { errorCode, errorMessage: message, model, ip } = input;
  const refusal = refusalCause(message);
  if (refusal) return refusal;
  if (input.calls.length > 0) return failedCause(input, seesUpstream);
  if (errorCode === "model_not_found") {
    if (!seesUpstream) return { code: "model_unavailable", model };
    return { code: input.isSwitchedOff ? "model_switched_off" : "model_unknown", model };
  }
  const code = PLAIN[errorCode];
  if (code) return { code, model, ip, message };
  return { code: "other", message };
}

function servedCause({ outcome, calls, errorMessage: message }: CauseInput, seesUpstream: boolean): Cause {
  const last = calls.at(-1);
  if (outcome === "client_gone") return { code: "client_left" };
  if (outcome === "refused") return refusalCause(message) ?? { code: "other", message };
  if (outcome !== "completed") {
    const code = outcome === "timeout" ? "timed_out" : "broken_off";
    return seesUpstream && last ? { code, channel: last.channel, message } : { code, message };
  }
  if (!seesUpstream || !last) return { code: "served" };
  const failed = calls.at(-2);
  if (!failed) return { code: "served_by", channel: last.channel };
  return {
    code: "served_after_failures",
    channel: last.channel,
    failedChannel: failed.channel,
    failedStatus: failed.httpStatus,
    tries: calls.length,
  };
}

function failedCause({ calls, errorMessage: message, outcome, errorCode }: CauseInput, seesUpstream: boolean): Cause {
  const last = calls.at(-1);
  if (outcome === "client_gone") return { code: "client_left" };
  if (errorCode === "gateway_ending") return { code: "recovered", message };
  if (errorCode === "database_unavailable") return { code: "database_away", message };
  if (last?.fault === "client") return { code: "rejected_by_upstream", message };
  if (!seesUpstream || !last) return { code: "no_answer", message };
  return { code: "all_failed", failedChannel: last.channel, failedStatus: last.httpStatus, tries: calls.length };
}

function refusalCause(message: string): Cause | null {
  const refusal = readRefusal(message);
  if (refusal?.kind === "rate") return { code: "rate_limited", scope: refusal.scope, limit: refusal.perMinute };
  if (refusal?.kind === "window") return { code: "window_limited", message };
  if (refusal?.kind === "content") return { code: "content_refused", what: refusal.what, rule: refusal.rule };
  if (refusal?.kind === "concurrency") return { code: "too_many_at_once", limit: refusal.max };
  if (refusal?.kind !== "quota") return null;
  const { payer, needed, available } = refusal;
  return { code: payer === "plan" ? "plan_lacking" : "quota_lacking", payer, needed, available };
}
