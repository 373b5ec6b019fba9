import { listGroupChoices } from "@/server/access/group/choices";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { multiplyDecimals } from "../decimal";
import type { CustomerPriceListInput, PriceFields } from "../schema";
import { mapSpecialPrices } from "../special-price-schema";
import { matchesSearch, pageByModel } from "./catalogue";
import { toPriceFields } from "./row";

/**
 * What a customer pays for each model they can call in a group, the ratio already in the prices. The group is their own, or
 * another that they may choose for a token. Throws FORBIDDEN (price.group_not_yours) for any other.
 */
export async function listCustomerPrices(ctx: ServiceContext, input: CustomerPriceListInput) {
  authorize(ctx, "price.read");
  const groups = await listGroupChoices(ctx, {});
  const group = groups.find((choice) => (input.group === undefined ? choice.isHome : choice.name === input.group));
  if (input.group !== undefined && !group) throw new AppError("FORBIDDEN", { reason: "price.group_not_yours" });
  if (!group) return { items: [], nextCursor: null, group: null };
  const [served, prices] = await Promise.all([
    ctx.db.ability.groupBy({ by: ["model"], where: { groupName: group.name, isEnabled: true } }),
    ctx.db.modelPrice.findMany(),
  ]);
  const servedModels = new Set(served.map(({ model }) => model));
  const offered = prices
    .filter(({ model }) => servedModels.has(model) && matchesSearch(model, input.search))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
  const page = pageByModel(offered, input);
  return {
    items: page.items.map((row) => ({
      id: row.model,
      model: row.model,
      price: inGroup(toPriceFields(row), group.ratio),
    })),
    nextCursor: page.nextCursor,
    group: { name: group.name, displayName: group.displayName, ratio: group.ratio },
  };
}

function inGroup(price: PriceFields, ratio: string): PriceFields {
  const { mode, cachedInputPrice } = price;
  return {
    mode,
    inputPrice: multiplyDecimals(price.inputPrice, ratio),
    outputPrice: multiplyDecimals(price.outputPrice, ratio),
    cachedInputPrice: cachedInputPrice === null ? null : multiplyDecimals(cachedInputPrice, ratio),
    ...mapSpecialPrices(price, (text) => multiplyDecimals(text, ratio)),
    callPrice: multiplyDecimals(price.callPrice, ratio),
  };
}
