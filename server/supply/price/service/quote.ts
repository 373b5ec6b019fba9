import { listGroupChoices } from "@/server/access/group/service";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { chargeFor } from "../charge";
import type { PriceQuoteInput } from "../schema";

export type GroupQuote = { name: string; displayName: string; ratio: string; units: bigint };

/**
 * What a usage would cost at a price, saved or not, in each group the actor may see: quota units, from the very function
 * that bills requests.
 */
export async function quotePrice(ctx: ServiceContext, input: PriceQuoteInput): Promise<GroupQuote[]> {
  authorize(ctx, "price.read");
  const { price, ...usage } = input;
  const groups = isAllowed(ctx, "group.read")
    ? await ctx.db.group.findMany({ orderBy: { name: "asc" }, take: 100 })
    : await listGroupChoices(ctx, {});
  return groups.map(({ name, displayName, ratio }) => ({
    name,
    displayName,
    ratio,
    units: chargeFor({ price, usage, groupRatio: ratio }),
  }));
}
