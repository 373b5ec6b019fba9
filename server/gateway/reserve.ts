import type { Shortage } from "@/server/money/ledger/operation";
import { dearestUnits } from "@/server/supply/price/charge";
import { quotaRefusalText } from "@/server/usage/inspector/refusal";
import { type GatewayError, insufficientQuota } from "./errors";
import { mediaOf, promptTokensMax } from "./estimate";
import { clamp } from "./price";
import type { GatewayRequest } from "./request";
import type { ModelPrice } from "./snapshot";

/**
 * Quota units to set aside: prompt and answer at their largest, each at the dearest price its tokens can have. A call price
 * is reserved as it is.
 */
export function reserveAmount(request: GatewayRequest, price: ModelPrice, defaultCompletionTokens: number): bigint {
  const completionTokens = request.completionTokensMax ?? defaultCompletionTokens * request.choices;
  return dearestUnits(price.compiled, {
    promptTokens: clamp(promptTokensMax(request)),
    completionTokens: clamp(completionTokens),
    ...mediaOf(request),
  });
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
