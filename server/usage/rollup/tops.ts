import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asBigInt, asText, asTime, orNull } from "@/server/kernel/database/sql-values";
import { withTransaction } from "@/server/kernel/transaction";
import { addDays, closedUntil, dayStart } from "./days";
import { ensureWatermark, holdWatermark, readWatermark } from "./watermark";

/** What the biggest are chosen by, and what of a day's row it is. */
export const TOP_METRICS = {
  quota: "quota",
  requests: "request_count",
  tokens: "prompt_tokens + completion_tokens",
  errors: "error_count",
} as const;
export type TopMetric = keyof typeof TOP_METRICS;

/** How ids of a kind begin. */
const SUBJECTS = { user: "usr_", token: "tok_" } as const;
export type SubjectKind = keyof typeof SUBJECTS;

/** So many of each day are kept. Whoever is missing had no more than the last of them. */
export const TOPS_A_DAY = 200;
const DAYS_MAX = 400;

type Top = { subjectKind: SubjectKind; metric: TopMetric; position: number; subjectId: string; amount: bigint };

/**
 * Notes the biggest users and tokens of each day: of today and yesterday again and again, of older days once. Harmless
 * twice and by several workers at once; a run that was killed is taken up by the next. Out: how many days were made.
 */
export async function makeTops(ctx: ServiceContext): Promise<{ made: number }> {
  const now = ctx.clock();
  const closed = closedUntil(now);
  await ensureWatermark(ctx.db, "usage_tops");
  const first = (await readWatermark(ctx.db, "usage_tops")) ?? (await firstDay(ctx));
  if (first === null) return { made: 0 };
  let count = 0;
  for (let day = first; day <= dayStart(now) && count < DAYS_MAX; day = addDays(day, 1)) {
    await makeDayTops(ctx, day, day < closed);
    count += 1;
  }
  return { made: count };
}

async function firstDay(ctx: ServiceContext): Promise<Date | null> {
  const [row] = await readStoreOf(ctx.db).query("SELECT min(day_at) AS first FROM usage_days");
  return orNull(row?.first, asTime);
}

async function makeDayTops(ctx: ServiceContext, day: Date, isClosed: boolean): Promise<void> {
  const tops = await readTops(ctx, day);
  await withTransaction(ctx, async (tx) => {
    await holdWatermark(tx, "usage_tops", isClosed ? addDays(day, 1) : null);
    // Rows that retention has taken say nothing about who was biggest.
    if (tops.length === 0) return;
    await tx.db.usageTop.deleteMany({ where: { dayAt: day } });
    await tx.db.usageTop.createMany({ data: tops.map((top) => ({ dayAt: day, ...top })) });
  });
}

/** One read a kind and metric, each over the subjects of one day. */
async function readTops(ctx: ServiceContext, day: Date): Promise<Top[]> {
  const store = readStoreOf(ctx.db);
  const [first, second] = [store.dialect.placeholder(0), store.dialect.placeholder(1)];
  const tops: Top[] = [];
  for (const [subjectKind, prefix] of Object.entries(SUBJECTS) as [SubjectKind, string][]) {
    for (const [metric, amount] of Object.entries(TOP_METRICS) as [TopMetric, string][]) {
      const rows = await store.query(
        `SELECT subject_id, ${amount} AS amount FROM usage_days
         WHERE day_at = ${first} AND substr(subject_id, 1, 4) = ${second} AND ${amount} > 0
         ORDER BY amount DESC, subject_id LIMIT ${TOPS_A_DAY}`,
        [day, prefix],
      );
      rows.forEach((row, index) => {
        const subjectId = asText(row.subject_id);
        tops.push({ subjectKind, metric, position: index + 1, subjectId, amount: asBigInt(row.amount) });
      });
    }
  }
  return tops;
}
