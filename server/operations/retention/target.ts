import { z } from "zod";
import type { JobTarget } from "@/server/operations/job/kind";
import { CLASSES, type RetentionClass, type RetentionTable } from "./classes";

/** One piece of work of a clean-up: rows of a class' table from a day up to, and without, another. */
export type Piece = { retentionClass: RetentionClass; table: RetentionTable; from: Date; to: Date };

const Day = z.iso.date().transform((day) => new Date(`${day}T00:00:00Z`));
const dayText = (at: Date) => at.toISOString().slice(0, 10);

/** What the job's report is made of: `class/index of the table/from/to`. */
export function toTarget({ retentionClass, table, from, to }: Piece): JobTarget {
  const id = [retentionClass.name, retentionClass.tables.indexOf(table), dayText(from), dayText(to)].join("/");
  return { id, label: `${table.table} ${dayText(from)} – ${dayText(to)}` };
}

/** Reads a piece back. Null for one that an older build knew and this one does not. */
export function parseTarget(id: string): Piece | null {
  const [name, index, from, to] = id.split("/");
  const retentionClass = CLASSES.find((candidate) => candidate.name === name);
  const table = retentionClass?.tables[Number(index)];
  const range = z.object({ from: Day, to: Day }).safeParse({ from, to });
  return retentionClass && table && range.success ? { retentionClass, table, ...range.data } : null;
}

/** What a clean-up was started with; the targets are its pieces. */
export const CleanupParams = z.object({
  asOf: z.coerce.date(),
  isNightly: z.boolean(),
  /** Target id → rows there when it was planned, and what each takes on disk. */
  pieces: z.record(z.string(), z.object({ rows: z.number().nullable(), bytesPerRow: z.number() })),
});
export type CleanupParams = z.output<typeof CleanupParams>;

const FREED = /^retention\.(?:freed|paused)\?rows=(\d+)&bytes=(\d+)$/;

/** The report's line of a piece: a reason with its numbers, worded by the console. */
export function freedDetail(reason: "freed" | "paused", freed: { rows: number; bytes: number }): string {
  return `retention.${reason}?rows=${freed.rows}&bytes=${Math.round(freed.bytes)}`;
}

/** The numbers of such a line; none in any other. */
export function parseFreed(detail: string): { rows: number; bytes: number } {
  const [, rows = "0", bytes = "0"] = FREED.exec(detail) ?? [];
  return { rows: Number(rows), bytes: Number(bytes) };
}
