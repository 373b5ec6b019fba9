import type { RollUpRow } from "@/server/usage/rollup/rows";

/** What one customer or token came to over the whole span. */
export type SubjectSum = { requests: number; quota: bigint; lastDayAt: number };

/** Adds the hours' parts of the roll-up by day together, one day at a time, and each subject's sum over all days. */
export class DaySums {
  #day = new Map<string, RollUpRow>();
  readonly totals = new Map<string, SubjectSum>();

  add(rows: readonly RollUpRow[]): void {
    for (const row of rows) {
      const subjectId = String(row.subjectId);
      const known = this.#day.get(subjectId);
      if (!known) this.#day.set(subjectId, { ...row });
      else addTo(known, row);
      this.#count(subjectId, row);
    }
  }

  /** The rows of the day so far in the order of their subjects, and a fresh day. */
  takeDay(): RollUpRow[] {
    const rows = [...this.#day].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
    this.#day = new Map();
    return rows;
  }

  #count(subjectId: string, row: RollUpRow): void {
    const total = this.totals.get(subjectId) ?? { requests: 0, quota: 0n, lastDayAt: 0 };
    total.requests += Number(row.requestCount);
    total.quota += BigInt(row.quota ?? 0);
    total.lastDayAt = Number(row.dayAt);
    this.totals.set(subjectId, total);
  }
}

function addTo(sum: RollUpRow, row: RollUpRow): void {
  for (const [field, value] of Object.entries(row)) {
    if (field === "dayAt" || field === "subjectId") continue;
    const before = sum[field];
    if (typeof value === "bigint") sum[field] = BigInt(before ?? 0) + value;
    else sum[field] = Number(before) + Number(value);
  }
}
