import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import type { ModelListInput } from "../schema";
import { type CatalogueEntry, matchesSearch, pageByModel, readCatalogue, stateOf } from "./catalogue";
import { isFreePrice, toPriceFields } from "./row";

export type ModelView = ReturnType<typeof toModelView>;

function toModelView(entry: CatalogueEntry, channelCount: number) {
  const price = entry.price && toPriceFields(entry.price);
  return {
    /** A model's name is its id everywhere. */
    id: entry.model,
    model: entry.model,
    state: stateOf(entry),
    price,
    isFree: price !== null && isFreePrice(price),
    /** Enabled channels that serve it. */
    channelCount,
    groups: entry.groups,
    refusedCount: entry.refusedCount,
    /** 0 while it has no price. */
    version: entry.price?.version ?? 0,
    updatedAt: entry.price?.updatedAt ?? null,
  };
}

/** Lists models by name: those with a price, those channels serve, and those asked for in vain for want of a price. */
export async function listModels(ctx: ServiceContext, input: ModelListInput) {
  authorize(ctx, "price.readAny");
  const all = await readCatalogue(ctx);
  const page = pageByModel(
    all.filter((entry) => matches(entry, input)),
    input,
  );
  const channelCounts = await countChannels(
    ctx,
    page.items.map(({ model }) => model),
  );
  return {
    items: page.items.map((entry) => toModelView(entry, channelCounts.get(entry.model) ?? 0)),
    nextCursor: page.nextCursor,
    /** Of the whole list, whatever the filters: what needs a price. */
    unpricedCount: all.filter((entry) => entry.price === null).length,
  };
}

/** The names of all models that have a price, for forms that warn of those without. */
export async function listPricedNames(ctx: ServiceContext): Promise<string[]> {
  authorize(ctx, "price.readAny");
  const rows = await ctx.db.modelPrice.findMany({ select: { model: true }, orderBy: { model: "asc" } });
  return rows.map(({ model }) => model);
}

/** One model. Throws NOT_FOUND for a name nobody priced, serves or asked for. */
export async function getModel(ctx: ServiceContext, input: { model: string }): Promise<ModelView> {
  authorize(ctx, "price.readAny");
  const entry = (await readCatalogue(ctx)).find(({ model }) => model === input.model);
  if (!entry) throw notFound("model");
  const counts = await countChannels(ctx, [input.model]);
  return toModelView(entry, counts.get(input.model) ?? 0);
}

function matches(entry: CatalogueEntry, input: ModelListInput): boolean {
  if (!matchesSearch(entry.model, input.search)) return false;
  if (input.state?.length && !input.state.includes(stateOf(entry))) return false;
  if (input.mode?.length && !input.mode.some((mode) => mode === entry.price?.mode)) return false;
  return !input.group?.length || entry.groups.some((group) => input.group?.includes(group));
}

async function countChannels(ctx: ServiceContext, models: string[]): Promise<Map<string, number>> {
  const rows = await ctx.db.ability.groupBy({
    by: ["model", "channelId"],
    where: { model: { in: models }, isEnabled: true },
  });
  const counts = new Map<string, number>();
  for (const { model } of rows) counts.set(model, (counts.get(model) ?? 0) + 1);
  return counts;
}
