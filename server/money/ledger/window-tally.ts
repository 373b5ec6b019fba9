import type { Allowance, FundingWindow, ReachedLimit } from "./funding";
import type { AllowanceWindowRow } from "./rows";

/** A window's row as it was read under lock. */
export type OpenWindow = { limitQuota: bigint; usedQuota: bigint };
/** Adds to what of a window is spent; negative gives back. */
export type WindowChange = { id: string; used: bigint };

/** What plans' allowances have left while a batch is decided. A window nobody spent from yet has no row. */
export class WindowTally {
  private readonly open: ReadonlyMap<string, OpenWindow>;
  private readonly spent = new Map<string, bigint>();
  private readonly fresh = new Map<string, Omit<AllowanceWindowRow, "usedQuota">>();

  constructor(open: ReadonlyMap<string, OpenWindow>) {
    this.open = open;
  }

  /** What may be spent now: as much as the fullest window still takes. A plan without any window pays for nothing. */
  left(allowance: Allowance | null): bigint {
    const tightest = this.tightest(allowance);
    return tightest === null || tightest.left < 0n ? 0n : tightest.left;
  }

  /** The window that has the least left; null without one. */
  reached(allowance: Allowance | null): ReachedLimit | null {
    const tightest = this.tightest(allowance);
    if (tightest === null) return null;
    const { window, limitQuota, left } = tightest;
    return { kind: window.kind, limitQuota, usedQuota: limitQuota - left, resetsAt: window.endsAt };
  }

  /** Spends from every window of the allowance; a negative amount gives back. */
  spend(allowance: Allowance | null, amount: bigint): void {
    if (allowance === null || amount === 0n) return;
    for (const { id, kind, startsAt, endsAt, limitQuota } of allowance.windows) {
      this.spent.set(id, (this.spent.get(id) ?? 0n) + amount);
      if (this.open.has(id)) continue;
      this.fresh.set(id, { id, subscriptionId: allowance.subscriptionId, kind, startsAt, endsAt, limitQuota });
    }
  }

  /** What is to be written: rows that are new, and changes of those that were there, sorted. */
  changes(): { windowsAdded: AllowanceWindowRow[]; windows: WindowChange[] } {
    const spent = [...this.spent].filter(([, used]) => used !== 0n).sort(([left], [right]) => (left < right ? -1 : 1));
    return {
      windowsAdded: spent.flatMap(([id, usedQuota]) => {
        const row = this.fresh.get(id);
        return row ? [{ ...row, usedQuota }] : [];
      }),
      windows: spent.filter(([id]) => !this.fresh.has(id)).map(([id, used]) => ({ id, used })),
    };
  }

  private tightest(allowance: Allowance | null): { window: FundingWindow; limitQuota: bigint; left: bigint } | null {
    let tightest: { window: FundingWindow; limitQuota: bigint; left: bigint } | null = null;
    for (const window of allowance?.windows ?? []) {
      const row = this.open.get(window.id);
      // A reset by hand raises the row's limit; the plan's own holds until there is a row.
      const limitQuota = row?.limitQuota ?? window.limitQuota;
      const left = limitQuota - (row?.usedQuota ?? 0n) - (this.spent.get(window.id) ?? 0n);
      if (tightest === null || left < tightest.left) tightest = { window, limitQuota, left };
    }
    return tightest;
  }
}
