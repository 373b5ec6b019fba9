import { type GroupContent, GroupContent as GroupContentSchema } from "@/server/access/group/schema";
import { ratioFor } from "@/server/access/group/usable";
import type { ServiceContext } from "@/server/kernel/context";
import { type PriceEffect, priceEffect } from "@/server/supply/price/effect";
import { PriceFields } from "@/server/supply/price/schema";
import type { Wanted } from "../revision/apply";
import { kindOf } from "../revision/parse";

const EFFECT_DAYS = 7;
const EFFECT_ROWS_MAX = 100;

export type PricesAfter = {
  prices: { model: string; before: PriceFields | null; after: PriceFields | null }[];
  /** `accounts`: whose ratio it is, by the group they are in; null for everybody's. */
  ratios: { group: string; accounts: string | null; before: string | null; after: string | null }[];
  /** What the last days would have cost; null where no price and no ratio changes. Rows: those that differ, the dearest first. */
  effect: (PriceEffect & { days: number }) | null;
};

/** The prices and ratios that would change, and what they would have done to the last days. */
export async function readPriceEffect(ctx: ServiceContext, wanted: readonly Wanted[]): Promise<PricesAfter> {
  const prices = await compareAs(ctx, wanted, { kind: "price", read: (content) => PriceFields.parse(content) });
  const groups = await compareAs(ctx, wanted, { kind: "group", read: (content) => GroupContentSchema.parse(content) });
  const ratios = groups.flatMap(({ id, before, after }) => ratioMoves({ group: id, before, after }));
  const moved = new Set(ratios.map(({ group }) => group));
  const changed = {
    prices: new Map(prices.map(({ id, after }) => [id, after])),
    ratios: new Map(
      groups.flatMap(({ id, after }) => (after === null || !moved.has(id) ? [] : [[id, after] as const])),
    ),
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

type Ratios = Pick<GroupContent, "ratio" | "accountRatios">;
type RatioSide = { group: string; before: Ratios | null; after: Ratios | null };

/** The ratios of a group that change: for everybody, and for the accounts of single groups. */
function ratioMoves({ group, before, after }: RatioSide): PricesAfter["ratios"] {
  const homes = [before, after].flatMap((side) => Object.keys(side?.accountRatios ?? {}));
  const ofHome = (side: Ratios | null, home: string) => (side === null ? null : ratioFor(side, home));
  return [
    { group, accounts: null, before: before?.ratio ?? null, after: after?.ratio ?? null },
    ...[...new Set(homes)].map((home) => ({
      group,
      accounts: home,
      before: ofHome(before, home),
      after: ofHome(after, home),
    })),
  ].filter((move) => move.before !== move.after);
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
