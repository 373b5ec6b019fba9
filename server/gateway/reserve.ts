import { AppError } from "@/server/kernel/errors";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { AuthEntry } from "./auth-entry";
import { insufficientQuota, unavailable } from "./errors";
import { promptTokensMax } from "./estimate";
import { charge } from "./price";
import type { GatewayRequest } from "./request";
import type { ModelPrice } from "./snapshot";

/** Quota units to set aside: prompt and answer at their largest, at the full price. A call price is reserved as it is. */
export function reserveAmount(request: GatewayRequest, price: ModelPrice, defaultCompletionTokens: number): bigint {
  const completionTokens = request.completionTokensMax ?? defaultCompletionTokens * request.choices;
  return charge(price, { promptTokens: promptTokensMax(request), cachedTokens: 0, completionTokens });
}

export type ReserveInput = {
  requestId: string;
  entry: AuthEntry;
  model: string;
  amount: bigint;
  ownerId: string;
  /** The hold is swept after this, whatever became of its request. */
  lifeMs: number;
  quotaErrorStatus: 429 | 402;
};

/**
 * Sets the quota aside. Throws GatewayError 429/402 insufficient_quota naming what lacked, 503 while the database is away;
 * after the latter the hold may or may not be there, and the request must be settled with `isHoldRequired: false`.
 */
export async function reserve(writer: LedgerWriter, input: ReserveInput): Promise<void> {
  const { entry, amount } = input;
  const createdAt = Date.now();
  const outcome = await writer
    .reserve({
      kind: "reserve",
      requestId: input.requestId,
      userId: entry.userId,
      tokenId: entry.tokenId,
      isUnlimitedToken: entry.isUnlimitedToken,
      amount,
      model: input.model,
      ownerId: input.ownerId,
      createdAt,
      expiresAt: createdAt + input.lifeMs,
    })
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === "UNAVAILABLE") {
        throw unavailable("database_unavailable", "The service cannot take requests right now. Try again soon.", error);
      }
      throw error;
    });
  if (outcome.isReserved) return;
  const owner = outcome.insufficient === "user" ? "Your account" : `The API key ${entry.tokenHint}`;
  const message = `${owner} has not enough quota: this request needs up to ${dollars(amount)}, ${dollars(outcome.available)} is left.`;
  throw insufficientQuota(input.quotaErrorStatus, message);
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
