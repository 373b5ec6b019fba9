import type { ReadStore } from "@/server/kernel/database/read-store";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asNumber, asTime, orNull } from "@/server/kernel/database/sql-values";
import { firstIdAt } from "@/server/kernel/ids";
import { type ConditionOptions, conditionsSql } from "./condition";
import { FIRST_POSITION, type IdRange, LAST_POSITION, timeOfId } from "./position";
import type { LogColumn, Predicate } from "./predicate";
import { statementOf } from "./statement";
import { STATEMENT_MAX_MS } from "./timing";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The youngest days that are made may be made again (rollup/days.ts); older ones tell all that their hours do. */
const DAYS_UNSURE = 3;
/** What is read at once grows with the way that was fruitless. */
const CHUNK_FIRST_HOURS = 24;
const CHUNK_MAX_HOURS = 400;
const CHUNK_GROWTH = 4;
const ERROR_STATUS_MIN = 400;

/** Instants, the end not included. */
type Bounds = { from: number; before: number };

type Source = { table: "traffic_hours" | "usage_hours"; columns: ReadonlySet<LogColumn> };

/** Without people: for filters of the whole site. */
const TRAFFIC: Source = {
  table: "traffic_hours",
  columns: new Set(["channel_id", "group_name", "model", "endpoint", "is_stream", "http_status", "outcome"]),
};
const USAGE: Source = {
  table: "usage_hours",
  columns: new Set(["user_id", "token_id", "channel_id", "group_name", "model"]),
};

/** A stretch of time in which rows may match. `errorStatuses`: all that match there have one of these. */
export type Stretch = { range: IdRange; errorStatuses: readonly number[] | null };

/**
 * The hours in which rows of a filter can be, by the roll-ups, which are committed with their rows. Of hours that are older
 * than the roll-ups nothing is known, and of the oldest one only a part may be left: there everything may match.
 */
export class MatchingHours {
  readonly #store: ReadStore;
  readonly #source: Source;
  readonly #predicates: readonly Predicate[];
  #known: { oldest: number; newest: number; daysUntil: number } | null | undefined;
  #hours: number[] = [];
  #statuses: readonly number[] | null = null;
  #loadedFrom = Number.POSITIVE_INFINITY;
  #chunkHours = CHUNK_FIRST_HOURS;

  private constructor(store: ReadStore, source: Source, predicates: readonly Predicate[]) {
    this.#store = store;
    this.#source = source;
    this.#predicates = predicates;
  }

  /** Null when the roll-ups know nothing of the filter's fields. */
  static of(store: ReadStore, predicates: readonly Predicate[]): MatchingHours | null {
    const isUsers = predicates.some((one) => one.is === "oneOf" && one.column === "user_id" && !one.isNot);
    const source = isUsers ? USAGE : TRAFFIC;
    const told = predicates.filter((predicate) => isTold(predicate, source));
    const isUseful = told.some((one) => one.is !== "oneOf" || one.column !== "user_id");
    return isUseful ? new MatchingHours(store, source, told) : null;
  }

  /** The newest stretch below a position in which rows may match; null when there is none down to the oldest row. */
  async before(position: string): Promise<Stretch | null> {
    const known = await this.#readKnown();
    const at = position === LAST_POSITION ? Number.POSITIVE_INFINITY : timeOfId(position);
    const below = (hour: number) => firstIdAt("req", hour) < position;
    if (known === null || !below(known.oldest + HOUR_MS)) {
      return { range: { from: FIRST_POSITION, before: position }, errorStatuses: null };
    }
    this.#loadedFrom = Math.min(this.#loadedFrom, Math.min(known.newest, hourOf(at)) + HOUR_MS);
    for (;;) {
      const index = this.#hours.findIndex(below);
      if (index !== -1) return this.#stretch(index, position);
      if (this.#loadedFrom <= known.oldest + HOUR_MS) return this.before(firstIdAt("req", known.oldest + HOUR_MS));
      await this.#load(known.oldest + HOUR_MS, known.daysUntil);
    }
  }

  /** From the hour at `index` down to the last that follows without a gap. */
  #stretch(index: number, position: string): Stretch {
    const newest = this.#hours[index] ?? 0;
    let oldest = newest;
    for (let next = index + 1; this.#hours[next] === oldest - HOUR_MS; next += 1) oldest -= HOUR_MS;
    const end = firstIdAt("req", newest + HOUR_MS);
    const range = { from: firstIdAt("req", oldest), before: end < position ? end : position };
    return { range, errorStatuses: this.#statuses };
  }

  async #readKnown() {
    if (this.#known !== undefined) return this.#known;
    const { table } = this.#source;
    const [row] = await this.#store.query(
      `SELECT (SELECT min(hour_at) FROM ${table}) AS oldest, (SELECT max(hour_at) FROM ${table}) AS newest,
         (SELECT at FROM watermarks WHERE name = 'traffic_days') AS days_until`,
    );
    this.#known =
      !row || row.oldest === null || row.newest === null
        ? null
        : {
            oldest: asTime(row.oldest).getTime(),
            newest: asTime(row.newest).getTime(),
            daysUntil: row.days_until === null ? 0 : asTime(row.days_until).getTime() - DAYS_UNSURE * DAY_MS,
          };
    return this.#known;
  }

  /** Reads the chunk of hours below what was read, which is forgotten: a walk goes one way. */
  async #load(oldest: number, daysUntil: number): Promise<void> {
    const before = this.#loadedFrom;
    const from = Math.max(oldest, before - this.#chunkHours * HOUR_MS);
    const isTraffic = this.#source === TRAFFIC;
    // A day's row tells in one what its hours tell in twenty-four.
    const bounds = isTraffic && before <= daysUntil ? await this.#daysWithin({ from, before }) : { from, before };
    const rows = bounds === null ? [] : await this.#readHours(bounds);
    this.#hours = [...new Set(rows.map((row) => asTime(row.hour_at).getTime()))].sort((left, right) => right - left);
    const statuses = isTraffic ? [...new Set(rows.map((row) => asNumber(row.http_status)))] : [];
    const isErrors = statuses.length > 0 && statuses.every((status) => status >= ERROR_STATUS_MIN);
    this.#statuses = isErrors ? statuses : null;
    this.#loadedFrom = from;
    this.#chunkHours = Math.min(CHUNK_MAX_HOURS, this.#chunkHours * CHUNK_GROWTH);
  }

  async #readHours(bounds: Bounds): Promise<SqlRow[]> {
    const { table } = this.#source;
    const keys = this.#source === TRAFFIC ? "hour_at, http_status" : "hour_at";
    const { sql, values } = statementOf(this.#store, (options) => {
      const conditions = this.#within("hour_at", bounds, options);
      return `SELECT ${keys} FROM ${table} WHERE ${conditions} GROUP BY ${keys} HAVING sum(request_count) > 0`;
    });
    return this.#store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
  }

  /** The part of the bounds that days with matching traffic span; null when there is no such day. */
  async #daysWithin({ from, before }: Bounds): Promise<Bounds | null> {
    const { sql, values } = statementOf(this.#store, (options) => {
      const conditions = this.#within("day_at", { from: from - (from % DAY_MS), before }, options);
      return `SELECT min(day_at) AS oldest, max(day_at) AS newest FROM traffic_days WHERE ${conditions}`;
    });
    const [row] = await this.#store.query(sql, values, { timeoutMs: STATEMENT_MAX_MS });
    const oldest = orNull(row?.oldest, asTime);
    const newest = orNull(row?.newest, asTime);
    if (oldest === null || newest === null) return null;
    return { from: Math.max(from, oldest.getTime()), before: Math.min(before, newest.getTime() + DAY_MS) };
  }

  #within(column: "hour_at" | "day_at", { from, before }: Bounds, { dialect, binder }: ConditionOptions): string {
    const range = `${column} >= ${binder.bind(new Date(from))} AND ${column} < ${binder.bind(new Date(before))}`;
    return `${range} AND ${conditionsSql(this.#predicates, { dialect, binder })}`;
  }
}

/** Whether the roll-up of the site's traffic alone can answer for all conditions. */
export function isToldByTraffic(predicates: readonly Predicate[]): boolean {
  return predicates.every((predicate) => isTold(predicate, TRAFFIC));
}

function isTold(predicate: Predicate, { table, columns }: Source): boolean {
  if (predicate.is === "oneOf") return columns.has(predicate.column);
  return predicate.is === "status" && table === "traffic_hours";
}

function hourOf(at: number): number {
  return at === Number.POSITIVE_INFINITY ? at : Math.floor(at / HOUR_MS) * HOUR_MS;
}
