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

/** The refusal of a request that account or token cannot pay, naming which and what is left. */
export function quotaRefusal(shortage: Shortage, { amount, tokenHint, status }: Refused): GatewayError {
  const owner = shortage.insufficient === "user" ? "Your account" : `The API key ${tokenHint}`;
  const needed = `this request needs up to ${dollars(amount)}, ${dollars(shortage.available)} is left`;
  return insufficientQuota(status, `${owner} has not enough quota: ${needed}.`);
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
