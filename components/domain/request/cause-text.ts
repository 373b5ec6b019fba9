import type { CauseCode } from "@/server/usage/inspector/schema";
import type { RequestCause } from "./request-record";

/** A translator of the messages `requestCause`, of whatever language. */
export type CauseTexts = (key: string, values?: Record<string, string | number>) => string;
type MoneyText = (units: bigint) => string;

/** The one sentence a request comes to. */
export function causeText(cause: RequestCause, t: CauseTexts, money: MoneyText): string {
  const { channel, failedChannel, failedStatus, tries, scope, payer, limit, needed, available } = cause;
  const text = t(`causes.${cause.code}`, {
    channel: channel ?? "",
    failedChannel: failedChannel ?? "",
    failedStatus: failedStatus === null || failedStatus === undefined ? "none" : String(failedStatus),
    tries: tries ?? 0,
    scope: scope ?? "user",
    payer: payer ?? "user",
    limit: limit ?? 0,
    needed: money(needed ?? 0n),
    available: money(available ?? 0n),
    model: cause.model ?? "",
    ip: cause.ip ?? "",
    what: cause.what ?? "prompt",
    rule: cause.rule ?? 0,
    message: cause.message ?? "",
  });
  return text.trim();
}

type Advice =
  | "retry"
  | "slow_down"
  | "top_up"
  | "fix_request"
  | "check_key"
  | "other_model"
  | "other_group"
  | "contact";

/** What the customer can do; null: nothing needs doing. */
const ADVICE: Record<CauseCode, Advice | null> = {
  served: null,
  served_by: null,
  served_after_failures: null,
  client_left: null,
  broken_off: "retry",
  timed_out: "retry",
  all_failed: "retry",
  no_answer: "retry",
  rejected_by_upstream: "fix_request",
  no_channel_left: "retry",
  key_missing: "check_key",
  key_unknown: "check_key",
  key_disabled: "check_key",
  key_replaced: "check_key",
  key_expired: "check_key",
  account_disabled: "contact",
  address_not_allowed: "check_key",
  rate_limited: "slow_down",
  window_limited: "slow_down",
  content_refused: "fix_request",
  channels_full: "slow_down",
  extension_refused: null,
  too_many_at_once: "slow_down",
  request_invalid: "fix_request",
  left_while_sending: null,
  group_not_allowed: "other_group",
  model_not_allowed: "other_model",
  model_unknown: "other_model",
  model_unavailable: "other_model",
  model_switched_off: "retry",
  model_without_price: "contact",
  endpoint_not_served: "other_model",
  quota_lacking: "top_up",
  plan_lacking: "top_up",
  database_away: "retry",
  recovered: "retry",
  internal: "retry",
  other: null,
};

type Replied = {
  id: string;
  createdAt: Date;
  model: string;
  quota: bigint;
  customerCause: RequestCause;
};

/** What support can send: what happened, what it cost, what to do, and the id to ask by. No channel, no upstream, no key in it. */
export function customerReply(request: Replied, t: CauseTexts, money: MoneyText): string {
  const { id, createdAt, model, quota, customerCause } = request;
  const time = createdAt
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  const subject = t("reply.request", { id, time }) + (model === "" ? "" : t("reply.model", { model }));
  const advice = ADVICE[customerCause.code];
  const sentences = [
    causeText(customerCause, t, money),
    quota > 0n ? t("reply.charged", { amount: money(quota) }) : t("reply.notCharged"),
    ...(advice ? [t(`advice.${advice}`)] : []),
  ];
  return `${subject}\n${sentences.join("\n")}`;
}
