import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { type PriceEffect, priceEffect } from "../effect";
import type { PriceEffectInput } from "../schema";

/**
 * What the last days would have cost by other prices and ratios, in quota units by model and group. Throws BAD_INPUT
 * (price.bad_decimal, price.out_of_range).
 */
export async function previewPriceEffect(ctx: ServiceContext, input: PriceEffectInput): Promise<PriceEffect> {
  authorize(ctx, "price.readAny");
  const prices = new Map(input.prices.map(({ model, price }) => [model, price]));
  const ratios = new Map(
    input.ratios.map(({ group, ratio, accountRatios }) => [
      group,
      { ...(ratio === undefined ? {} : { ratio }), ...(accountRatios === undefined ? {} : { accountRatios }) },
    ]),
  );
  return priceEffect(ctx, { prices, ratios }, { days: input.days });
}
