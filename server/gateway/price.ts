import { ratioFor } from "@/server/access/group/usable";
import { sha256Hex } from "@/server/kernel/crypto";
import { logger } from "@/server/kernel/logger";
import type { PriceRow } from "@/server/money/ledger/rows";
import type { Usage } from "@/server/providers/contract";
import { chargeUnits } from "@/server/supply/price/charge";
import { compilePrice } from "@/server/supply/price/compile";
import { writeSpecialPrices } from "@/server/supply/price/special-price-schema";
import type { ModelPrice, Snapshot, StoredPrice } from "./snapshot";

/** Counts beyond this are an upstream's nonsense; the price is range-checked before anything is multiplied. */
const TOKENS_MAX = 100_000_000;

const FREE: StoredPrice = { mode: "token", inputPrice: "0", outputPrice: "0", cachedInputPrice: null, callPrice: "0" };

/** Compiled prices of one snapshot, made on first use, by ratio and model. */
const compiledBySnapshot = new WeakMap<Snapshot, Map<string, ModelPrice | null>>();

/** Where a request is served, and the own group of the account it is served to. */
export type PricedFor = { group: string; homeGroup: string };

/** The ratio that an account of `homeGroup` pays in `group`, a decimal string. A group without a row counts with 1. */
export function ratioOf(snapshot: Snapshot, { group, homeGroup }: PricedFor): string {
  const rules = snapshot.groups.get(group);
  return rules ? ratioFor(rules, homeGroup) : "1";
}

/**
 * The price of a model in a group for an account, or null when it has none.
 * Rule: prices go by the name the client asked for (gateway-semantics §11 no. 17), so a mapping never changes a bill.
 */
export function priceOf(snapshot: Snapshot, model: string, where: PricedFor): ModelPrice | null {
  let cache = compiledBySnapshot.get(snapshot);
  if (!cache) {
    cache = new Map();
    compiledBySnapshot.set(snapshot, cache);
  }
  const ratio = ratioOf(snapshot, where);
  const key = `${ratio}\n${model}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const stored = snapshot.prices.get(model);
  const price = stored ? compile(stored, ratio, model) : null;
  // Only models with a price are kept: a client can ask for any number of names.
  if (stored) cache.set(key, price);
  return price;
}

/** What a model without a price costs when the setting lets it through: nothing. */
export function freePrice(): ModelPrice {
  freeModel ??= toModelPrice(FREE, "1");
  return freeModel;
}
let freeModel: ModelPrice | undefined;

function compile(stored: StoredPrice, ratio: string, model: string): ModelPrice | null {
  try {
    return toModelPrice(stored, ratio);
  } catch (error) {
    logger.error({ err: error, model }, "a stored price cannot be used; the model counts as not priced");
    return null;
  }
}

function toModelPrice(stored: StoredPrice, groupRatio: string): ModelPrice {
  const compiled = compilePrice(stored, groupRatio);
  const fields = {
    mode: stored.mode === "call" ? ("call" as const) : ("token" as const),
    inputPrice: stored.inputPrice,
    outputPrice: stored.outputPrice,
    cachedInputPrice: stored.cachedInputPrice ?? stored.inputPrice,
    callPrice: stored.callPrice,
    groupRatio,
  };
  const specialPrices = stored.mode === "call" ? null : writeSpecialPrices(stored);
  const content = specialPrices === null ? fields : { ...fields, specialPrices };
  const row: PriceRow = { id: sha256Hex(JSON.stringify(content)).slice(0, 32), ...fields, specialPrices };
  return { compiled, row };
}

/** Quota units of a usage under a price. Counts out of range are brought into it. */
export function charge(price: ModelPrice, usage: Usage): bigint {
  return chargeUnits(price.compiled, {
    promptTokens: clamp(usage.promptTokens),
    cachedTokens: clamp(usage.cachedTokens),
    completionTokens: clamp(usage.completionTokens),
    ...(usage.special ? { special: usage.special } : {}),
  });
}

/** A token count as an integer in 0..10^8, whatever an upstream sent. */
export function clamp(count: number): number {
  if (!Number.isFinite(count) || count <= 0) return 0;
  return Math.min(TOKENS_MAX, Math.ceil(count));
}
