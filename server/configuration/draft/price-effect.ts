import { type GroupContent, GroupContent as GroupContentSchema } from "@/server/access/group/schema";
import type { ServiceContext } from "@/server/kernel/context";
import { type PriceEffect, priceEffect } from "@/server/supply/price/effect";
import { PriceFields } from "@/server/supply/price/schema";
import type { Wanted } from "../revision/apply";
import { kindOf } from "../revision/parse";

const EFFECT_DAYS = 7;
const EFFECT_ROWS_MAX = 100;

export type PricesAfter = {
  prices: { model: string; before: PriceFields | null; after: PriceFields | null }[];
  ratios: { group: string; before: string | null; after: string | null }[];
  /** What the last days would have cost; null where no price and no ratio changes. Rows: those that differ, the dearest first. */
  effect: (PriceEffect & { days: number }) | null;
};

/** The prices and ratios that would change, and what they would have done to the last days. */
export async function readPriceEffect(ctx: ServiceContext, wanted: readonly Wanted[]): Promise<PricesAfter> {
  const prices = await compareAs(ctx, wanted, { kind: "price", read: (content) => PriceFields.parse(content) });
  const groups = await compareAs(ctx, wanted, { kind: "group", read: (content) => GroupContentSchema.parse(content) });
  const ratios = groups
    .map(({ id, before, after }) => ({ group: id, before: ratioOf(before), after: ratioOf(after) }))
    .filter(({ before, after }) => before !== after);
  const changed = {
    prices: new Map(prices.map(({ id, after }) => [id, after])),
    ratios: new Map(ratios.flatMap(({ group, after }) => (after === null ? [] : [[group, after] as const]))),
  };
  const isAny = changed.prices.size > 0 || changed.ratios.size > 0;
  return {
    prices: prices.map(({ id, before, after }) => ({ model: id, before, after })),
    ratios,
    effect: isAny ? withDifferences(await priceEffect(ctx, changed, { days: EFFECT_DAYS })) : null,
  };
}

function withDifferences(effect: PriceEffect): PricesAfter["effect"] {
  const rows = effect.rows.filter(({ unitsBefore, unitsAfter }) => unitsBefore !== unitsAfter);
  return { ...effect, rows: rows.slice(0, EFFECT_ROWS_MAX), days: EFFECT_DAYS };
}

function ratioOf(group: GroupContent | null): string | null {
  return group?.ratio ?? null;
}

type Reading<Content> = { kind: Wanted["kind"]; read: (content: object) => Content };
type Side<Content> = { id: string; before: Content | null; after: Content | null };

async function compareAs<Content>(
  ctx: ServiceContext,
  wanted: readonly Wanted[],
  { kind, read }: Reading<Content>,
): Promise<Side<Content>[]> {
  const sides: Side<Content>[] = [];
  for (const { id, content } of wanted.filter((object) => object.kind === kind)) {
    const live = await kindOf({ kind }).find(ctx, id);
    sides.push({ id, before: live && read(live.content), after: content && read(content) });
  }
  return sides;
}
