import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { CLASSES, type RetentionTable } from "./classes";
import { daysKept, readCutoffs } from "./cutoff";
import { cleanupWindow } from "./nightly-window";
import { planCleanup } from "./plan";
import type { PreviewInput, RetentionClassName } from "./schema";
import { estimateSize } from "./size";
import { ageColumn, timeOfAge } from "./table-sql";
import { nextOpening } from "./window";

/** What there is of each class of data, how long it is kept, and when it is cleaned up next. Rows and bytes are estimates. */
export async function readRetention(ctx: ServiceContext) {
  authorize(ctx, "retention.read");
  await refreshSettings(ctx.db);
  const cutoffs = await readCutoffs(ctx, ctx.clock());
  const classes = await Promise.all(
    CLASSES.map(async ({ name, setting, tables }) => {
      const distinct = [...new Map(tables.map((table) => [table.table, table])).values()];
      const sizes = await Promise.all(distinct.map((table) => estimateSize(readStoreOf(ctx.db), table)));
      const oldest = await Promise.all(tables.map((table) => readOldest(ctx, table)));
      return {
        name,
        setting,
        days: daysKept({ setting }),
        cutoff: cutoffs[name],
        // Of payment events only the forged ones grow old: the table's size is not theirs.
        rows: tables.some(({ where }) => where?.includes("verdict")) ? null : sum(sizes.map(({ rows }) => rows)),
        bytes: tables.some(({ where }) => where?.includes("verdict")) ? null : sum(sizes.map(({ bytes }) => bytes)),
        oldest: earliest(oldest),
      };
    }),
  );
  const window = cleanupWindow();
  return {
    classes,
    window,
    isNightly: getSetting("retention.nightlyEnabled"),
    isArchiving: getSetting("retention.archiveEnabled"),
    nextRunAt: getSetting("retention.nightlyEnabled") ? nextOpening(window, ctx.clock()) : null,
  };
}

/** What a clean-up would remove now, class by class. Exact in rows (`isAtLeast` where time ran out), estimated in bytes. */
export async function previewCleanup(ctx: ServiceContext, { classes }: PreviewInput) {
  authorize(ctx, "retention.read");
  await refreshSettings(ctx.db);
  const asOf = ctx.clock();
  const plans = await planCleanup(ctx, { asOf, classes });
  return {
    asOf,
    classes: plans.map(({ retentionClass, cutoff, tables }) => ({
      name: retentionClass.name as RetentionClassName,
      cutoff,
      rows: sum(tables.map(({ rows }) => rows)),
      bytes: sum(tables.map(({ bytes }) => bytes)),
      isAtLeast: tables.some(({ isAtLeast }) => isAtLeast),
      oldest: earliest(tables.map(({ oldest }) => oldest)),
    })),
  };
}

async function readOldest(ctx: ServiceContext, table: RetentionTable): Promise<Date | null> {
  const column = ageColumn(table);
  // Without the table's condition: what else must be true of a row says nothing of its age.
  const sql = `SELECT ${column} AS age FROM ${table.table} WHERE ${column} IS NOT NULL ORDER BY ${column} LIMIT 1`;
  const [row] = await readStoreOf(ctx.db).query(sql);
  return row === undefined ? null : timeOfAge(table.age, row.age);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function earliest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}
