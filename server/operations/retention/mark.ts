import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { ensureWatermark, holdWatermark } from "@/server/usage/rollup/watermark";
import type { RetentionTable } from "./classes";

const MARKS = { logs: "logs_removed", usage_hours: "usage_hours_removed" } as const;

/**
 * Notes, before the first row goes, up to where a table is no longer whole: proofs that compare it with others begin
 * there. Never moves back.
 */
export async function markRemoved(ctx: ServiceContext, { table }: RetentionTable, to: Date): Promise<void> {
  const name = table === "logs" || table === "usage_hours" ? MARKS[table] : null;
  if (name === null) return;
  await ensureWatermark(ctx.db, name);
  await withTransaction(ctx, (tx) => holdWatermark(tx, name, to));
}
