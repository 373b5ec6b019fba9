import { listGroupChoices } from "@/server/access/group/choices";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { type ChargedUsage, chargeFor } from "../charge";
import type { ModelQuoteInput, PriceFields, PriceQuoteInput } from "../schema";
import { toPriceFields } from "./row";

export type GroupQuote = { name: string; displayName: string; ratio: string; units: bigint };

/**
 * What a usage would cost at a price that is not saved yet, in each group: quota units, from the very function that bills
 * requests.
 */
export async function quotePrice(ctx: ServiceContext, input: PriceQuoteInput): Promise<GroupQuote[]> {
  authorize(ctx, "price.readAny");
  const { price, ...usage } = input;
  return quoteInGroups(ctx, price, usage);
}

/** What a usage of a model costs in each group the actor may use. Throws NOT_FOUND for a model without a price. */
export async function quoteModel(ctx: ServiceContext, input: ModelQuoteInput): Promise<GroupQuote[]> {
  authorize(ctx, "price.read");
  const { model, ...usage } = input;
  const row = await ctx.db.modelPrice.findUnique({ where: { model } });
  if (!row) throw notFound("price");
  return quoteInGroups(ctx, toPriceFields(row), usage);
}

const GROUPS_SHOWN_MAX = 100;

async function quoteInGroups(ctx: ServiceContext, price: PriceFields, usage: ChargedUsage): Promise<GroupQuote[]> {
  const groups = isAllowed(ctx, "group.read")
    ? await ctx.db.group.findMany({ orderBy: { name: "asc" }, take: GROUPS_SHOWN_MAX })
    : await listGroupChoices(ctx, {});
  return groups.map(({ name, displayName, ratio }) => ({
    name,
    displayName,
    ratio,
    units: chargeFor({ price, usage, groupRatio: ratio }),
  }));
}
