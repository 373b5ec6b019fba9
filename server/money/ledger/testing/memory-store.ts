import type { Batch, LedgerStore, Operation, Outcome } from "../operation";
import { type OpenHold, planBatch } from "../plan";
import type { LoggedRow } from "../rows";
import type { OpenWindow } from "../window-tally";

/** A ledger of one user in memory, decided by the real rules. `pause` makes writes wait, `cut` makes them fail. */
export class MemoryStore implements LedgerStore {
  balance: bigint;
  readonly written: Operation[] = [];
  readonly holds = new Map<string, OpenHold>();
  readonly logs = new Map<string, LoggedRow>();
  readonly windows = new Map<string, OpenWindow>();
  isCut = false;
  #paused: Promise<void> | null = null;
  #resume: () => void = () => undefined;

  constructor(balance: bigint) {
    this.balance = balance;
  }

  pause(): void {
    this.#paused = new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  resume(): void {
    this.#paused = null;
    this.#resume();
  }

  /** The kinds of all that was written, in order. */
  get kinds(): string[] {
    return this.written.map((operation) => operation.kind);
  }

  async write(batch: Batch): Promise<Outcome[]> {
    await this.#paused;
    if (this.isCut) throw new Error("gone");
    const balances = new Map([["usr_1", this.balance]]);
    const { holds, logs: logged, windows } = this;
    const plan = planBatch(batch, { balances, remains: new Map(), holds, logged, windows });
    this.written.push(...batch.operations);
    for (const user of plan.users) this.balance += user.balance;
    for (const hold of plan.holdsAdded) this.holds.set(hold.id, hold);
    for (const id of plan.holdsRemoved) this.holds.delete(id);
    for (const log of [...plan.logs, ...plan.logsReplaced]) this.logs.set(log.id, log);
    return plan.outcomes;
  }

  isConflict(): boolean {
    return false;
  }

  isUnavailable(error: unknown): boolean {
    return String(error).includes("gone");
  }

  async close(): Promise<void> {}
}
