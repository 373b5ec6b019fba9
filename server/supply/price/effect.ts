import { ratioFor } from "@/server/access/group/usable";
import type { ServiceContext } from "@/server/kernel/context";
import { readTextMap } from "@/server/supply/channel/stored-json";
import { chargeOfSum, type UsageSum } from "./charge";
import { compilePrice, type Price } from "./compile";
import { readTraffic } from "./traffic";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a group's ratios shall be; what is left out stays. */
export type RatioChange = { ratio?: string; accountRatios?: Readonly<Record<string, string>> };

/** Prices and ratios as they shall be; null takes a model's price away. What is not named stays. */
export type PriceChanges = { prices: ReadonlyMap<string, Price | null>; ratios: ReadonlyMap<string, RatioChange> };

export type EffectRow = {
  model: string;
  group: string;
  requestCount: number;
  /** What the requests were charged when they ran. */
  unitsCharged: bigint;
  /** What they would cost by the prices in force now, and by the changed ones. */
  unitsBefore: bigint;
  unitsAfter: bigint;
};

export type PriceEffect = {
  from: Date;
  to: Date;
  /** The dearest first. */
  rows: EffectRow[];
  unitsCharged: bigint;
  unitsBefore: bigint;
  unitsAfter: bigint;
};

/**
 * What the requests of the last days would have cost under changed prices and ratios, from the roll-ups of the site's traffic.
 * A charge is rounded up once a request and this once a row, so the truth lies above each figure by less than one quota unit
 * a request. Requests that failed cost nothing in either. Throws BAD_INPUT (price.*) for a price that cannot be.
 */
export async function priceEffect(
  ctx: ServiceContext,
  changes: PriceChanges,
  { days }: { days: number },
): Promise<PriceEffect> {
  const to = ctx.clock();
  const from = new Date(Math.floor((to.getTime() - days * DAY_MS) / HOUR_MS) * HOUR_MS);
  const ratios = await readRatios(ctx, changes.ratios);
  const touched = { models: [...changes.prices.keys()], groups: [...changes.ratios.keys()] };
  const traffic = await readTraffic(ctx, touched, { from, homesOf: ratios.homesOf });
  const prices = await ctx.db.modelPrice.findMany({
    where: { model: { in: [...new Set(traffic.map(({ model }) => model))] } },
  });
  const priceNow = new Map<string, Price>(prices.map((price) => [price.model, price]));
  const rows = traffic.map(({ model, group, parts, unitsCharged }): EffectRow => {
    const before = priceNow.get(model) ?? null;
    const after = changes.prices.has(model) ? (changes.prices.get(model) ?? null) : before;
    const units = (price: Price | null, ratioOf: RatioOf) =>
      parts.reduce((sum, part) => sum + unitsOf(price, ratioOf(group, part.home), part.sum), 0n);
    return {
      model,
      group,
      requestCount: Number(parts.reduce((count, part) => count + part.sum.requestCount, 0n)),
      unitsCharged,
      unitsBefore: units(before, ratios.before),
      unitsAfter: units(after, ratios.after),
    };
  });
  rows.sort((left, right) => Number(right.unitsAfter - left.unitsAfter));
  return { from, to, rows, ...totalOf(rows) };
}

/** The ratio of a group for accounts of another; null stands for those whose group has no ratio of its own there. */
type RatioOf = (group: string, home: string | null) => string;

async function readRatios(ctx: ServiceContext, changes: PriceChanges["ratios"]) {
  const rows = await ctx.db.group.findMany({ select: { name: true, ratio: true, accountRatios: true } });
  const now = new Map(
    rows.map(({ name, ratio, accountRatios }) => [name, { ratio, accountRatios: readTextMap(accountRatios) }]),
  );
  const ratioIn =
    (change: (group: string) => RatioChange | undefined): RatioOf =>
    (group, home) => {
      const rules = { ratio: "1", accountRatios: {}, ...now.get(group), ...change(group) };
      return home === null ? rules.ratio : ratioFor(rules, home);
    };
  /** The groups of accounts that pay something else in a group, before or after. */
  const homesOf = (group: string) => [
    ...new Set([now.get(group), changes.get(group)].flatMap((rules) => Object.keys(rules?.accountRatios ?? {}))),
  ];
  return { before: ratioIn(() => undefined), after: ratioIn((group) => changes.get(group)), homesOf };
}

function unitsOf(price: Price | null, ratio: string, sum: UsageSum): bigint {
  return price === null ? 0n : chargeOfSum(compilePrice(price, ratio), sum);
}

function totalOf(rows: readonly EffectRow[]) {
  const total = { unitsCharged: 0n, unitsBefore: 0n, unitsAfter: 0n };
  for (const row of rows) {
    total.unitsCharged += row.unitsCharged;
    total.unitsBefore += row.unitsBefore;
    total.unitsAfter += row.unitsAfter;
  }
  return total;
}
