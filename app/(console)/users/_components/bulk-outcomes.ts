import type { RouterOutputs } from "@/components/trpc/router-types";

/** What became of each account of a bulk action. */
export type BulkReport = RouterOutputs["user"]["setStatusOfMany"];

export function countOutcomes(rows: BulkReport): { done: number; skipped: number; failed: number } {
  const count = (outcome: BulkReport[number]["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  return { done: count("done"), skipped: count("skipped"), failed: count("failed") };
}
