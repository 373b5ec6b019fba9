import type { Db } from "@/server/kernel/database/client";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import { asBigInt, asTime, orNull } from "@/server/kernel/database/sql-values";
import { firstIdAt } from "@/server/kernel/ids";
import { keyColumns, ROLL_UPS, type RollUp, sumColumns } from "./rows";
import { RECOUNTS, type Recount } from "./verify-sources";
import { readWatermark } from "./watermark";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TIMEOUT_MS = 600_000;
const DIFFERENCES_MAX = 1_000;

/** A sum of a roll-up that is not what the rows below it say. */
export type UsageDifference = { table: string; column: string; subject: string; expected: bigint; actual: bigint };
export type UsageVerification = { hours: number; days: number; trafficDays: number; differences: UsageDifference[] };

/**
 * Makes the roll-ups anew from the raw rows and compares: hours and people's days from the logs, for all the time that
 * still has logs, and the days of traffic from hours that are still there. An hour or day at a time, each in one
 * statement, so that memory stays flat and what is settled meanwhile is no difference. Out: what was looked at, and at most
 * a thousand differences; none is the only right answer.
 */
export async function verifyUsage(db: Db): Promise<UsageVerification> {
  const store = readStoreOf(db);
  const differences: UsageDifference[] = [];
  const hours = await eachChunk(db, { grain: "hour", stepMs: HOUR_MS }, differences);
  const days = await eachChunk(db, { grain: "day", stepMs: DAY_MS }, differences);
  const trafficDays = await verifyTrafficDays(db, store, differences);
  return { hours, days, trafficDays, differences: differences.slice(0, DIFFERENCES_MAX) };
}

type Walk = { grain: Recount["grain"]; stepMs: number };

async function eachChunk(db: Db, { grain, stepMs }: Walk, into: UsageDifference[]): Promise<number> {
  const store = readStoreOf(db);
  const recounts = RECOUNTS.filter((recount) => recount.grain === grain);
  let start: number | null = await firstWhole(db, stepMs);
  let count = 0;
  while (start !== null && into.length < DIFFERENCES_MAX) {
    const at: number | null = await nextAt(store, recounts, { from: start, stepMs });
    if (at === null) break;
    for (const recount of recounts) into.push(...(await compare(store, recount, { from: at, to: at + stepMs })));
    count += 1;
    start = at + stepMs;
  }
  return count;
}

/**
 * Where whole hours or days of logs begin: with the first of all, or where the clean-up stopped. What it left standing
 * before its mark, because of a legal hold, is not all there was.
 */
async function firstWhole(db: Db, stepMs: number): Promise<number> {
  const names = ["logs_removed", "usage_hours_removed"];
  const marks = await db.watermark.findMany({ where: { name: { in: names } } });
  const last = Math.max(0, ...marks.map(({ at }) => at.getTime()));
  return Math.ceil(last / stepMs) * stepMs;
}

/** The next hour or day that has anything, so that empty stretches cost nothing. */
async function nextAt(
  store: ReadStore,
  recounts: readonly Recount[],
  { from, stepMs }: { from: number; stepMs: number },
) {
  const mark = store.dialect.placeholder;
  const [log] = await query(store, `SELECT created_at AS next FROM logs WHERE id >= ${mark(0)} ORDER BY id LIMIT 1`, [
    firstIdAt("req", from),
  ]);
  const times = [orNull(log?.next, asTime)];
  for (const { rollUp } of recounts) {
    const column = timeColumn(rollUp);
    const sql = `SELECT min(${column}) AS next FROM ${rollUp.table} WHERE ${column} >= ${mark(0)}`;
    const [row] = await query(store, sql, [new Date(from)]);
    times.push(orNull(row?.next, asTime));
  }
  const next = times.flatMap((time) => time?.getTime() ?? []);
  if (next.length === 0) return null;
  const first = Math.min(...next);
  return first - (first % stepMs);
}

function timeColumn({ keys }: RollUp): string {
  return "dayAt" in keys ? "day_at" : "hour_at";
}

type Stretch = { from: number; to: number };

function compare(store: ReadStore, { rollUp, counted }: Recount, { from, to }: Stretch): Promise<UsageDifference[]> {
  const mark = store.dialect.placeholder;
  const time = timeColumn(rollUp);
  const keys = keyColumns(rollUp).filter((column) => column !== time);
  const sums = sumColumns(rollUp);
  const values: unknown[] = [];
  const bind = (value: unknown) => mark(values.push(value) - 1);
  const sides = counted.map((side) => {
    const columns = [
      ...side.keys.map((key, index) => `${key} AS k${index}`),
      ...side.sums.map((sum, index) => `${sum} AS s${index}`),
    ];
    const range = `id >= ${bind(firstIdAt("req", from))} AND id < ${bind(firstIdAt("req", to))}`;
    return `SELECT 1 AS side, ${columns.join(", ")} FROM logs WHERE ${range}${side.where ? ` AND ${side.where}` : ""}`;
  });
  const stored = [...keys, ...sums].join(", ");
  sides.push(`SELECT -1, ${stored} FROM ${rollUp.table} WHERE ${time} = ${bind(new Date(from))}`);
  return differencesIn(store, { table: rollUp.table, keys, sums, at: new Date(from), sides, values });
}

/** Days that were made, against hours that are all still there. */
async function verifyTrafficDays(db: Db, store: ReadStore, into: UsageDifference[]): Promise<number> {
  const until = (await readWatermark(db, "traffic_days"))?.getTime();
  if (until === undefined) return 0;
  const [hour] = await query(store, "SELECT min(hour_at) AS first FROM traffic_hours");
  const [day] = await query(store, "SELECT min(day_at) AS first FROM traffic_days");
  const firstHour = orNull(hour?.first, asTime)?.getTime();
  const firstDay = orNull(day?.first, asTime)?.getTime();
  if (firstHour === undefined) return 0;
  const startOf = firstHour - (firstHour % DAY_MS);
  const isCut = firstDay !== undefined && firstDay < startOf && firstHour > startOf;
  let count = 0;
  for (let at = isCut ? startOf + DAY_MS : startOf; at < until && into.length < DIFFERENCES_MAX; at += DAY_MS) {
    into.push(...(await compareDay(store, { table: "traffic_days", hours: ROLL_UPS.trafficHours, at })));
    into.push(...(await compareDay(store, { table: "latency_days", hours: ROLL_UPS.latencyHours, at })));
    count += 1;
  }
  return count;
}

type DayTable = { table: string; hours: RollUp; at: number };

function compareDay(store: ReadStore, { table, hours, at }: DayTable): Promise<UsageDifference[]> {
  const mark = store.dialect.placeholder;
  const keys = keyColumns(hours).filter((column) => column !== "hour_at");
  const sums = sumColumns(hours);
  const names = [
    ...keys.map((key, index) => `${key} AS k${index}`),
    ...sums.map((sum, index) => `${sum} AS s${index}`),
  ];
  const sides = [
    `SELECT 1 AS side, ${names.join(", ")} FROM ${hours.table} WHERE hour_at >= ${mark(0)} AND hour_at < ${mark(1)}`,
    `SELECT -1, ${[...keys, ...sums].join(", ")} FROM ${table} WHERE day_at = ${mark(2)}`,
  ];
  const values = [new Date(at), new Date(at + DAY_MS), new Date(at)];
  return differencesIn(store, { table, keys, sums, at: new Date(at), sides, values });
}

type Comparison = {
  table: string;
  keys: readonly string[];
  sums: readonly string[];
  at: Date;
  sides: readonly string[];
  values: readonly unknown[];
};

/** What is expected counts positive, what is stored negative: whatever does not sum to zero is a difference, on either side. */
async function differencesIn(store: ReadStore, comparison: Comparison): Promise<UsageDifference[]> {
  const { table, keys, sums, at, sides, values } = comparison;
  const key = keys.map((_column, index) => `k${index}`).join(", ");
  const totals = sums.flatMap((_column, index) => [
    `sum(CASE WHEN side = 1 THEN s${index} ELSE 0 END) AS e${index}`,
    `sum(CASE WHEN side = 1 THEN 0 ELSE s${index} END) AS a${index}`,
  ]);
  const rows = await query(
    store,
    `SELECT ${key}, ${totals.join(", ")} FROM (${sides.join(" UNION ALL ")}) sides GROUP BY ${key}
     HAVING ${sums.map((_column, index) => `sum(side * s${index}) <> 0`).join(" OR ")} LIMIT ${DIFFERENCES_MAX}`,
    values,
  );
  return rows.flatMap((row) => {
    const named = keys.map((_column, index) => String(row[`k${index}`]));
    const subject = [at.toISOString(), ...named].filter(Boolean).join(" ");
    return sums.flatMap((column, index) => {
      const [expected, actual] = [asBigInt(row[`e${index}`]), asBigInt(row[`a${index}`])];
      return expected === actual ? [] : [{ table, column, subject, expected, actual }];
    });
  });
}

function query(store: ReadStore, sql: string, values: readonly unknown[] = []) {
  return store.query(sql, values, { timeoutMs: TIMEOUT_MS });
}
