/** Credit that ends, laid on the line of all a user has ever spent. */
export type LotSpan = {
  id: string;
  amount: bigint;
  /** The user's spending when it was credited, and when it ended; null while it runs. */
  usedFrom: bigint;
  usedTo: bigint | null;
  expiresAt: Date;
};

type Interval = { from: bigint; to: bigint };

/**
 * What of each lot was not spent, in quota units, by id. Spending counts against whatever ends first of the credit that
 * was there at the time; only what no lot stands for was other money. `usedNow` is all the user has spent so far.
 */
export function unusedOf(lots: readonly LotSpan[], usedNow: bigint): Map<string, bigint> {
  const taken: Interval[] = [];
  const unused = new Map<string, bigint>();
  for (const lot of [...lots].sort(endsFirst)) {
    const spent = absorb(taken, lot, lot.usedTo ?? usedNow);
    for (const interval of spent) taken.push(interval);
    taken.sort((a, b) => compare(a.from, b.from));
    unused.set(lot.id, lot.amount - spent.reduce((sum, { from, to }) => sum + to - from, 0n));
  }
  return unused;
}

/** The stretches of spending between a lot's beginning and end that no lot before it stands for, up to its amount. */
function absorb(taken: readonly Interval[], lot: LotSpan, end: bigint): Interval[] {
  const spent: Interval[] = [];
  let left = lot.amount;
  let at = lot.usedFrom;
  for (const gapEnd of [...taken, { from: end, to: end }]) {
    const to = smaller(smaller(gapEnd.from, end), at + left);
    if (to > at) {
      spent.push({ from: at, to });
      left -= to - at;
    }
    if (gapEnd.to > at) at = gapEnd.to;
    if (left === 0n || at >= end) break;
  }
  return spent;
}

function endsFirst(a: LotSpan, b: LotSpan): number {
  return a.expiresAt.getTime() - b.expiresAt.getTime() || (a.id < b.id ? -1 : 1);
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
