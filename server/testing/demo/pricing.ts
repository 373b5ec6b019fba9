import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import type { PriceRow } from "@/server/money/ledger/rows";
import { type ChargedUsage, chargeUnits } from "@/server/supply/price/charge";
import { type CompiledPrice, compilePrice } from "@/server/supply/price/compile";

type Priced = { compiled: CompiledPrice; row: PriceRow };

export type Pricing = {
  /** The charge of a usage in quota units, and the price it was computed with. */
  charge(model: string, groupName: string, usage: ChargedUsage): { charge: bigint; price: PriceRow };
};

/** Every model's price in every group, read once. */
export async function readPricing(ctx: ServiceContext): Promise<Pricing> {
  const [prices, groups] = await Promise.all([ctx.db.modelPrice.findMany(), ctx.db.group.findMany()]);
  const byKey = new Map<string, Priced>();
  for (const price of prices) {
    for (const group of groups) byKey.set(`${price.model}|${group.name}`, priced(price, group.ratio));
  }
  return {
    charge(model, groupName, usage) {
      const found = byKey.get(`${model}|${groupName}`);
      if (!found) throw new Error(`the demo has no price for ${model} in ${groupName}`);
      return { charge: chargeUnits(found.compiled, usage), price: found.row };
    },
  };
}

type ModelPrice = Awaited<ReturnType<ServiceContext["db"]["modelPrice"]["findMany"]>>[number];

function priced(price: ModelPrice, groupRatio: string): Priced {
  const content = {
    mode: price.mode === "call" ? ("call" as const) : ("token" as const),
    inputPrice: price.inputPrice,
    outputPrice: price.outputPrice,
    cachedInputPrice: price.cachedInputPrice ?? price.inputPrice,
    callPrice: price.callPrice,
    groupRatio,
  };
  const id = sha256Hex(JSON.stringify(content)).slice(0, 32);
  return { compiled: compilePrice(price, groupRatio), row: { id, ...content, specialPrices: null } };
}
