import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import type { JobTarget } from "@/server/operations/job/kind";
import { CLASSES, type RetentionClass } from "./classes";
import { type Counted, countOld } from "./count";
import { type Cutoffs, readCutoffs } from "./cutoff";
import type { RetentionClassName } from "./schema";
import { estimateSize } from "./size";
import { type CleanupParams, toTarget } from "./target";

/** Counting ten million entries of an index takes a second or two; whoever waits for a page waits no longer. */
const COUNT_MS = 8_000;

export type TablePlan = Counted & { table: RetentionClass["tables"][number]; bytes: number; bytesPerRow: number };

export type ClassPlan = {
  retentionClass: RetentionClass;
  /** Rows before it go; null: all stay. */
  cutoff: Date | null;
  tables: TablePlan[];
};

export type PlanInput = { asOf: Date; classes?: readonly RetentionClassName[] | undefined };

/** What a clean-up as of a moment would remove: exactly in rows, as far as the deadline lets it count; estimated in bytes. */
export async function planCleanup(ctx: ServiceContext, { asOf, classes }: PlanInput): Promise<ClassPlan[]> {
  const cutoffs = await readCutoffs(ctx, asOf);
  const wanted = CLASSES.filter(({ name }) => classes?.includes(name) ?? true);
  const deadlineMs = performance.now() + COUNT_MS;
  const plans: ClassPlan[] = [];
  for (const retentionClass of wanted) plans.push(await planClass(ctx, { retentionClass, cutoffs, deadlineMs }));
  return plans;
}

type ClassInput = { retentionClass: RetentionClass; cutoffs: Cutoffs; deadlineMs: number };

async function planClass(ctx: ServiceContext, { retentionClass, cutoffs, deadlineMs }: ClassInput): Promise<ClassPlan> {
  const cutoff = cutoffs[retentionClass.name];
  if (cutoff === null) return { retentionClass, cutoff, tables: [] };
  const store = readStoreOf(ctx.db);
  const tables: TablePlan[] = [];
  for (const table of retentionClass.tables) {
    const counted = await countOld(store, { table, cutoff, deadlineMs });
    const { bytesPerRow } = counted.slices.length === 0 ? { bytesPerRow: 0 } : await estimateSize(store, table);
    tables.push({ ...counted, table, bytesPerRow, bytes: Math.round(counted.rows * bytesPerRow) });
  }
  return { retentionClass, cutoff, tables };
}

/** The job that removes what a plan says: a target a piece, oldest first, class after class. */
export function toJob(plans: readonly ClassPlan[], run: Pick<CleanupParams, "asOf" | "isNightly">) {
  const targets: JobTarget[] = [];
  const pieces: CleanupParams["pieces"] = {};
  for (const { retentionClass, tables } of plans) {
    for (const { table, slices, bytesPerRow } of tables) {
      for (const { from, to, rows } of slices) {
        const target = toTarget({ retentionClass, table, from, to });
        targets.push(target);
        pieces[target.id] = { rows, bytesPerRow };
      }
    }
  }
  return { targets, params: { ...run, pieces } satisfies CleanupParams };
}
