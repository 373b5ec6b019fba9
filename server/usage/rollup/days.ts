import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import type { SqlDialect } from "@/server/kernel/database/sql-dialect";
import { asBigInt, asNumber, asTime, orNull } from "@/server/kernel/database/sql-values";
import type { DatabaseEngine } from "@/server/kernel/env";
import { withTransaction } from "@/server/kernel/transaction";
import { keyColumns, ROLL_UPS, type RollUp, sumColumns } from "./rows";
import { ensureWatermark, holdWatermark, readWatermark } from "./watermark";

const DAY_MS = 86_400_000;
/** A request counts in the hour it began in: two days later the last of them is long settled. */
const CLOSED_AFTER_DAYS = 2;
/** Days that are made again each time, for what came later still. */
const REVISED_DAYS = 3;
/** Days made in one run: after weeks of downtime the next run goes on. */
const DAYS_MAX = 400;

const DAY_OF: Record<DatabaseEngine, string> = {
  sqlite: "hour_at - hour_at % 86400000",
  postgresql: "date_trunc('day', hour_at)",
  mysql: "CAST(DATE(hour_at) AS DATETIME(3))",
};

type DayTable = { days: string; hours: RollUp };
const DAY_TABLES: readonly DayTable[] = [
  { days: "traffic_days", hours: ROLL_UPS.trafficHours },
  { days: "latency_days", hours: ROLL_UPS.latencyHours },
];

/** The start of the UTC day an instant lies in. */
export function dayStart(at: Date): Date {
  return new Date(at.getTime() - (at.getTime() % DAY_MS));
}

/** Days before this instant take no more requests. */
export function closedUntil(now: Date): Date {
  return new Date(dayStart(now).getTime() - CLOSED_AFTER_DAYS * DAY_MS);
}

export function addDays(day: Date, count: number): Date {
  return new Date(day.getTime() + count * DAY_MS);
}

/**
 * Sums the hours of UTC days that are over into traffic_days and latency_days, one short transaction a day, and makes the
 * last closed days again. Harmless twice and by several workers at once; a run that was killed is taken up by the next.
 * A day is only replaced by one that counts as many requests or more, because hours may have been deleted since: totals
 * survive them. Out: how many days were made.
 */
export async function makeTrafficDays(ctx: ServiceContext): Promise<{ made: number }> {
  const end = closedUntil(ctx.clock());
  await ensureWatermark(ctx.db, "traffic_days");
  const made = await readWatermark(ctx.db, "traffic_days");
  const next = made ?? (await firstDay(ctx));
  if (next === null) return { made: 0 };
  let day = made === null ? next : addDays(made, -REVISED_DAYS);
  let count = 0;
  for (; day < end && count < DAYS_MAX; day = addDays(day, 1)) {
    if (made !== null && day < made && (await isUnchanged(ctx, day))) continue;
    await makeDay(ctx, day);
    count += 1;
  }
  return { made: count };
}

/** The day of the oldest hour; null while there is no traffic. */
async function firstDay(ctx: ServiceContext): Promise<Date | null> {
  const [row] = await readStoreOf(ctx.db).query("SELECT min(hour_at) AS first FROM traffic_hours");
  const first = orNull(row?.first, asTime);
  return first === null ? null : dayStart(first);
}

/** Whether a day that was made has the sums of its hours still: then nobody needs to wait for it to be written again. */
async function isUnchanged(ctx: ServiceContext, day: Date): Promise<boolean> {
  const store = readStoreOf(ctx.db);
  const [first, second] = [store.dialect.placeholder(0), store.dialect.placeholder(1)];
  for (const { days, hours } of DAY_TABLES) {
    const sums = sumColumns(hours)
      .map((column) => `coalesce(sum(${column}), 0) AS ${column}`)
      .join(", ");
    const within = `FROM ${hours.table} WHERE hour_at >= ${first} AND hour_at < ${second}`;
    const [found] = await store.query(`SELECT ${sums} ${within}`, [day, addDays(day, 1)]);
    const [stored] = await store.query(`SELECT ${sums} FROM ${days} WHERE day_at = ${first}`, [day]);
    for (const column of sumColumns(hours)) {
      if (asBigInt(found?.[column]) !== asBigInt(stored?.[column])) return false;
    }
  }
  return true;
}

async function makeDay(ctx: ServiceContext, day: Date): Promise<void> {
  const { dialect } = readStoreOf(ctx.db);
  await withTransaction(ctx, async (tx) => {
    await holdWatermark(tx, "traffic_days", addDays(day, 1));
    for (const table of DAY_TABLES) await replaceDay(tx, { ...table, day, dialect });
  });
}

type DayWork = DayTable & { day: Date; dialect: SqlDialect };

async function replaceDay(tx: ServiceContext, { days, hours, day, dialect }: DayWork): Promise<void> {
  const [first, second] = [dialect.placeholder(0), dialect.placeholder(1)];
  const within = `${hours.table} WHERE hour_at >= ${first} AND hour_at < ${second}`;
  const range = [day, addDays(day, 1)];
  const found = await requestsIn(tx, within, range);
  if (found === 0 || found < (await requestsIn(tx, `${days} WHERE day_at = ${first}`, [day]))) return;
  const keys = keyColumns(hours).filter((column) => column !== "hour_at");
  const sums = sumColumns(hours);
  const dayOf = DAY_OF[dialect.engine];
  await tx.db.$executeRawUnsafe(`DELETE FROM ${days} WHERE day_at = ${first}`, day);
  await tx.db.$executeRawUnsafe(
    `INSERT INTO ${days} (day_at, ${[...keys, ...sums].join(", ")})
     SELECT ${dayOf}, ${keys.join(", ")}, ${sums.map((column) => `sum(${column})`).join(", ")}
     FROM ${within} GROUP BY ${dayOf}, ${keys.join(", ")}`,
    ...range,
  );
}

async function requestsIn(tx: ServiceContext, from: string, values: readonly Date[]): Promise<number> {
  const sql = `SELECT coalesce(sum(request_count), 0) AS requests FROM ${from}`;
  const [row] = await tx.db.$queryRawUnsafe<{ requests: unknown }[]>(sql, ...values);
  // A sum is a DECIMAL on two of the engines, which Prisma gives as an object.
  return asNumber(String(row?.requests));
}
