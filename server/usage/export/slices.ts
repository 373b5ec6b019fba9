/** About so many rows were written in [fromMs, toMs). */
export type RowsInTime = { fromMs: number; toMs: number; rows: number };

export type Slice = { fromMs: number; toMs: number };

type SliceLimits = { rowsPerSlice: number; slicesMax: number };

/**
 * Cuts a range of time into slices of about equally many rows, the newest first. Together they are the range, and no two of
 * them share an instant, however wrong the expectation. `expected` is in order of time; what it leaves out counts as empty.
 */
export function cutSlices(range: Slice, expected: readonly RowsInTime[], limits: SliceLimits): Slice[] {
  const { fromMs, toMs } = range;
  if (toMs <= fromMs) return [];
  const times = expected.map((rows) => clip(rows, range)).filter((rows) => rows.rows > 0);
  const total = times.reduce((sum, { rows }) => sum + rows, 0);
  const count = Math.max(1, Math.min(limits.slicesMax, Math.ceil(total / limits.rowsPerSlice)));
  const cuts = new Set<number>();
  let before = 0;
  for (const { fromMs: start, toMs: end, rows } of times) {
    // The cuts inside this span: where the sum so far passes a whole number of shares.
    const share = total / count;
    for (let cut = Math.floor(before / share) + 1; cut < count && cut * share <= before + rows; cut += 1) {
      cuts.add(Math.round(start + ((cut * share - before) / rows) * (end - start)));
    }
    before += rows;
  }
  const inner = [...cuts].filter((at) => at > fromMs && at < toMs).sort((left, right) => left - right);
  const edges = [fromMs, ...inner, toMs];
  return edges
    .slice(1)
    .map((end, index) => ({ fromMs: edges[index] ?? fromMs, toMs: end }))
    .reverse();
}

function clip({ fromMs, toMs, rows }: RowsInTime, range: Slice): RowsInTime {
  const start = Math.max(fromMs, range.fromMs);
  const end = Math.min(toMs, range.toMs);
  if (end <= start) return { fromMs: start, toMs: start, rows: 0 };
  return { fromMs: start, toMs: end, rows: (rows * (end - start)) / (toMs - fromMs) };
}

/** A slice as the name of a job's record: its place in the file, and its time. */
export function sliceId(position: number, { fromMs, toMs }: Slice): string {
  return `${position}:${fromMs}-${toMs}`;
}

/** The reverse of `sliceId`; null for anything else. */
export function parseSliceId(id: string): (Slice & { position: number }) | null {
  const match = /^(\d+):(\d+)-(\d+)$/.exec(id);
  if (!match) return null;
  return { position: Number(match[1]), fromMs: Number(match[2]), toMs: Number(match[3]) };
}
