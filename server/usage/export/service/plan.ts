import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import type { LogFilter } from "../../log/schema";
import { countRows } from "../count-rows";
import { readExpectedRows } from "../expected-rows";
import { withRange } from "../range";
import { STREAM_ROWS_MAX } from "../schema";

/** A person waits for it. */
const COUNT_MS = 1_500;

export type ExportPlan = {
  rows: number;
  /** There are no more than `rows`, and perhaps fewer: they were not counted. */
  isUpperBound: boolean;
  how: "stream" | "job";
};

/** Says how many rows a filter has and how they can be had: at once, or by a job in the background. */
export async function planExport(ctx: ServiceContext, { filter }: { filter: LogFilter }): Promise<ExportPlan> {
  authorize(ctx, "log.exportOwn");
  const ranged = await withRange(ctx, filter);
  const { spans, isUpperBound } = await readExpectedRows(ctx, ranged);
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  if (rows > STREAM_ROWS_MAX && !isUpperBound) return { rows, isUpperBound, how: "job" };
  const counted = await countRows(ctx, ranged, { rowsMax: STREAM_ROWS_MAX, deadlineMs: COUNT_MS });
  if (counted !== null) return { rows: counted, isUpperBound: false, how: "stream" };
  return { rows, isUpperBound: true, how: "job" };
}
