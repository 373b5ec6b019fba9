import type { ReachedLimit } from "@/server/money/ledger/funding";
import type { Shortage } from "@/server/money/ledger/operation";
import { type GatewayError, insufficientQuota } from "./errors";
import { promptTokensMax } from "./estimate";
import { charge } from "./price";
import type { GatewayRequest } from "./request";
import type { ModelPrice } from "./snapshot";

/** Quota units to set aside: prompt and answer at their largest, at the full price. A call price is reserved as it is. */
export function reserveAmount(request: GatewayRequest, price: ModelPrice, defaultCompletionTokens: number): bigint {
  const completionTokens = request.completionTokensMax ?? defaultCompletionTokens * request.choices;
  return charge(price, { promptTokens: promptTokensMax(request), cachedTokens: 0, completionTokens });
}

type Refused = { amount: bigint; tokenHint: string; status: 429 | 402 };

/**
 * The refusal of a request that account, plan or token cannot pay, naming which, what is left, and of a plan which limit
 * was reached and when it resets.
 */
export function quotaRefusal(shortage: Shortage, { amount, tokenHint, status }: Refused): GatewayError {
  const { insufficient, available, limit } = shortage;
  const needed = `this request needs up to ${dollars(amount)}, ${dollars(available)} is left`;
  const reached = limit ? ` ${limitText(limit)}` : "";
  if (insufficient === "plan") {
    const what = limit
      ? `Your plan does not cover this: ${needed}.`
      : "Your account is set to pay from a plan only, and none is running.";
    return insufficientQuota(status, `${what}${reached}`, "plan_limit_reached");
  }
  const owner = insufficient === "user" ? "Your account" : `The API key ${tokenHint}`;
  return insufficientQuota(status, `${owner} has not enough quota: ${needed}.${reached}`);
}

const WINDOW_NAMES: Record<string, string> = { period: "period", week: "7-day", day: "24-hour", hours5: "5-hour" };

function limitText({ kind, usedQuota, limitQuota, resetsAt }: ReachedLimit): string {
  const spent = `${dollars(usedQuota)} of ${dollars(limitQuota)} is spent`;
  return `The ${WINDOW_NAMES[kind] ?? kind} limit of your plan: ${spent}; it resets at ${new Date(resetsAt).toISOString()}.`;
}

const UNITS_PER_USD = 500_000n;

/** Quota units as dollars, exact to the unit: "$0.000002". */
function dollars(units: bigint): string {
  const micros = (units * 1_000_000n) / UNITS_PER_USD;
  const fraction = (micros % 1_000_000n)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `$${micros / 1_000_000n}.${fraction}`;
}
