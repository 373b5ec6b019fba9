import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import { chargeOfSum, compilePrice, type Price, type UsageSum } from "./charge";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Prices and ratios as they shall be; null takes a model's price away. What is not named stays. */
export type PriceChanges = { prices: ReadonlyMap<string, Price | null>; ratios: ReadonlyMap<string, string> };

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

type Traffic = { model: string; group: string; sum: UsageSum; unitsCharged: bigint };

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
  const traffic = await readTraffic(ctx, changes, from);
  const [prices, groups] = await Promise.all([
    ctx.db.modelPrice.findMany({ where: { model: { in: [...new Set(traffic.map(({ model }) => model))] } } }),
    ctx.db.group.findMany({ select: { name: true, ratio: true } }),
  ]);
  const priceNow = new Map<string, Price>(prices.map((price) => [price.model, price]));
  const ratioNow = new Map(groups.map((group) => [group.name, group.ratio]));
  const rows = traffic.map(({ model, group, sum, unitsCharged }): EffectRow => {
    const before = priceNow.get(model) ?? null;
    const after = changes.prices.has(model) ? (changes.prices.get(model) ?? null) : before;
    const ratio = ratioNow.get(group) ?? "1";
    return {
      model,
      group,
      requestCount: Number(sum.requestCount),
      unitsCharged,
      unitsBefore: unitsOf(before, ratio, sum),
      unitsAfter: unitsOf(after, changes.ratios.get(group) ?? ratio, sum),
    };
  });
  rows.sort((left, right) => Number(right.unitsAfter - left.unitsAfter));
  return { from, to, rows, ...totalOf(rows) };
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

async function readTraffic(ctx: ServiceContext, { prices, ratios }: PriceChanges, from: Date): Promise<Traffic[]> {
  if (prices.size + ratios.size === 0) return [];
  const store = readStoreOf(ctx.db);
  const values: unknown[] = [from];
  const bind = (value: string) => {
    values.push(value);
    return store.dialect.placeholder(values.length - 1);
  };
  const isOneOf = (column: string, names: Iterable<string>) => {
    const list = [...names].map(bind);
    return list.length === 0 ? [] : [`${column} IN (${list.join(", ")})`];
  };
  const touched = [...isOneOf("model", prices.keys()), ...isOneOf("group_name", ratios.keys())].join(" OR ");
  // What was neither answered nor given up by its client was not charged.
  const rows = await store.query(
    `SELECT model, group_name, sum(CASE WHEN outcome IN ('completed', 'client_gone') THEN request_count ELSE 0 END) AS charged,
       sum(prompt_tokens) AS prompt, sum(cached_tokens) AS cached, sum(completion_tokens) AS completion, sum(quota) AS quota
     FROM traffic_hours WHERE hour_at >= ${store.dialect.placeholder(0)} AND (${touched}) GROUP BY model, group_name`,
    values,
  );
  return rows.map((row) => ({
    model: asText(row.model),
    group: asText(row.group_name),
    unitsCharged: asBigInt(row.quota),
    sum: {
      requestCount: asBigInt(row.charged),
      promptTokens: asBigInt(row.prompt),
      cachedTokens: asBigInt(row.cached),
      completionTokens: asBigInt(row.completion),
    },
  }));
}
