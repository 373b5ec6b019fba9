import type { ReadStore } from "@/server/kernel/database/read-store";
import { ReadTimeoutError } from "@/server/kernel/database/read-timeout";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import { type Driver, statusDriver } from "./driver";
import type { MatchingHours } from "./hours";
import { type IdRange, isEmptyRange } from "./position";
import { reachSql, statementOf, type Window } from "./statement";
import { DEADLINE_MS, STATEMENT_MAX_MS } from "./timing";

/** A step begins with so many rows of the index, and then has as many as take about this long. */
const ROWS_FIRST = 1_000;
const ROWS_MIN = 250;
const ROWS_MAX = 40_000;
const STEP_AIM_MS = 40;
const GROWTH_MAX = 8;

export type WalkInput = {
  store: ReadStore;
  drivers: readonly Driver[];
  range: IdRange;
  /** What the roll-ups know of hours in which nothing can match. */
  hours: MatchingHours | null;
  /** How long it may look; Infinity for exports, whose reader waits. */
  deadlineMs?: number;
  rowsMax?: number;
};

/** How far a walk came: everything from `position` on has been looked at. */
export type WalkEnd = { position: string; isPartial: boolean };

/**
 * Goes back through logs in windows that hold a bounded number of rows of an index, whatever their time: each is as cheap
 * as the one before, a sparse index covers years in one, and no statement is long. Of several indexes the one whose
 * rows reach back furthest is taken, anew in each window: it has the fewest rows to look at.
 */
export class Walk {
  readonly #input: WalkInput;
  readonly #deadlineMs: number;
  #position: string;
  #rowCount = ROWS_FIRST;
  #stepStartMs = 0;
  #stepCount = 0;

  constructor(input: WalkInput) {
    this.#input = input;
    this.#position = input.range.before;
    this.#deadlineMs = performance.now() + (input.deadlineMs ?? DEADLINE_MS);
    this.#rowCount = Math.min(ROWS_FIRST, input.rowsMax ?? ROWS_MAX);
  }

  /** The next window back in time; null at the start of the range. What was given before counts as looked at. */
  async next(): Promise<Window | null> {
    this.#adapt();
    const { drivers, range } = this.#input;
    let rest: IdRange = { from: range.from, before: this.#position };
    if (isEmptyRange(rest) || drivers.some(({ branches }) => branches.length === 0)) return this.#finish();
    let candidates = drivers;
    if (this.#stepCount > 0 && this.#input.hours) {
      const stretch = await this.#input.hours.before(this.#position);
      if (stretch === null) return this.#finish();
      rest = { from: max(stretch.range.from, range.from), before: stretch.range.before };
      if (isEmptyRange(rest)) return this.#finish();
      if (stretch.errorStatuses) candidates = [...drivers, statusDriver(stretch.errorStatuses)];
    }
    const window = await this.#reach(candidates, rest);
    this.#position = window.range.from;
    this.#stepCount += 1;
    this.#stepStartMs = performance.now();
    return window;
  }

  /** Visits windows until the visitor has enough, the range ends or the deadline comes. */
  async run(visit: (window: Window) => Promise<"more" | "enough">): Promise<WalkEnd> {
    for (;;) {
      const from = this.#position;
      if (performance.now() >= this.#deadlineMs) return { position: from, isPartial: true };
      try {
        const window = await this.next();
        if (window === null) return { position: this.#position, isPartial: false };
        if ((await visit(window)) === "enough") return { position: window.range.from, isPartial: false };
      } catch (error) {
        if (!(error instanceof ReadTimeoutError)) throw error;
        return { position: from, isPartial: true };
      }
    }
  }

  #finish(): null {
    this.#position = this.#input.range.from;
    return null;
  }

  async #reach(drivers: readonly Driver[], range: IdRange): Promise<Window> {
    const { store } = this.#input;
    const { sql, values } = statementOf(store, (options) =>
      reachSql(drivers, { range, rowCount: this.#rowCount }, options),
    );
    const rows = await store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
    let best: Window | null = null;
    for (const row of rows) {
      const driver = drivers[asNumber(row.driver)];
      const from = row.id === null ? range.from : asText(row.id);
      if (driver && (best === null || from < best.range.from)) best = { driver, range: { from, before: range.before } };
    }
    if (best === null) throw new Error("No driver told how far it reaches.");
    return best;
  }

  #adapt(): void {
    if (this.#stepCount === 0) return;
    const tookMs = Math.max(1, performance.now() - this.#stepStartMs);
    const factor = Math.min(GROWTH_MAX, STEP_AIM_MS / tookMs);
    const rowsMax = this.#input.rowsMax ?? ROWS_MAX;
    this.#rowCount = Math.round(Math.min(rowsMax, Math.max(ROWS_MIN, this.#rowCount * factor)));
  }
}

function max(left: string, right: string): string {
  return left > right ? left : right;
}
