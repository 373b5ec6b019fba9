import type { Shortage } from "@/server/money/ledger/operation";
import { quotaRefusalText } from "@/server/usage/inspector/refusal";
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
  if (insufficient === "plan" && !limit) {
    const nothing = "Your account is set to pay from a plan only, and none is running.";
    return insufficientQuota(status, nothing, "plan_limit_reached");
  }
  const text = quotaRefusalText({ payer: insufficient, needed: amount, available, limit: limit ?? null, tokenHint });
  return insufficientQuota(status, text, insufficient === "plan" ? "plan_limit_reached" : "insufficient_quota");
}
