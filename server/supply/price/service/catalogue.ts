import type { ModelPrice } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { firstIdAt } from "@/server/kernel/ids";
import { type ModelState, UNPRICED_ERROR_CODE, UNPRICED_HTTP_STATUS } from "../schema";

const WEEK_MS = 7 * 86_400_000;
/** How many refused requests are looked at for models nobody priced: the newest, by an index, so that it stays cheap. */
const REFUSALS_READ_MAX = 2_000;

/** A model somebody priced, serves or asked for. */
export type CatalogueEntry = {
  model: string;
  price: ModelPrice | null;
  /** Groups that an enabled channel serves it in, by name. */
  groups: string[];
  /** Requests of the last seven days that were refused for want of a price, among the newest refusals. */
  refusedCount: number;
};

/**
 * Every model there is a price for, a channel for, or a refused request for, in the order of their names. A price table and
 * a list of models are small enough to be put together in memory; requests are only looked at as far as a bound.
 */
export async function readCatalogue(ctx: ServiceContext): Promise<CatalogueEntry[]> {
  const [prices, abilities, refusals] = await Promise.all([
    ctx.db.modelPrice.findMany(),
    ctx.db.ability.groupBy({ by: ["model", "groupName"], where: { isEnabled: true }, orderBy: { groupName: "asc" } }),
    countRefusals(ctx),
  ]);
  const entries = new Map<string, CatalogueEntry>();
  const entryOf = (model: string) => {
    const entry = entries.get(model) ?? { model, price: null, groups: [], refusedCount: 0 };
    entries.set(model, entry);
    return entry;
  };
  for (const price of prices) entryOf(price.model).price = price;
  for (const { model, groupName } of abilities) entryOf(model).groups.push(groupName);
  for (const [model, count] of refusals) if (!entries.get(model)?.price) entryOf(model).refusedCount = count;
  return [...entries.values()].sort((a, b) => (a.model < b.model ? -1 : 1));
}

async function countRefusals(ctx: ServiceContext): Promise<Map<string, number>> {
  const since = ctx.clock().getTime() - WEEK_MS;
  const rows = await ctx.db.log.findMany({
    where: { httpStatus: UNPRICED_HTTP_STATUS, id: { gte: firstIdAt("req", since) } },
    select: { model: true, errorCode: true },
    orderBy: { id: "desc" },
    take: REFUSALS_READ_MAX,
  });
  const counts = new Map<string, number>();
  for (const { model, errorCode } of rows) {
    if (errorCode === UNPRICED_ERROR_CODE && model !== "") counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return counts;
}

export function stateOf(entry: CatalogueEntry): ModelState {
  if (entry.price === null) return "unpriced";
  return entry.groups.length === 0 ? "unserved" : "ready";
}

/** One page of entries in the order of their names. The cursor is the last name of the page before. */
export function pageByModel<Entry extends { model: string }>(
  entries: readonly Entry[],
  input: { cursor?: string | undefined; limit: number },
): { items: Entry[]; nextCursor: string | null } {
  const after = input.cursor === undefined ? null : Buffer.from(input.cursor, "base64url").toString("utf8");
  const rest = after === null ? entries : entries.filter((entry) => entry.model > after);
  const items = rest.slice(0, input.limit);
  const last = rest.length > input.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? Buffer.from(last.model, "utf8").toString("base64url") : null };
}

export function matchesSearch(model: string, search: string | undefined): boolean {
  return !search || model.toLowerCase().includes(search.toLowerCase());
}
