import type { LogArchive } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { Binder, type ConditionDialect, conditionsSql } from "@/server/usage/log/query/condition";
import type { IdRange } from "@/server/usage/log/query/position";
import type { LogQuery } from "@/server/usage/log/query/query";
import { type LogRecord, RECORD_COLUMNS, recordOf } from "@/server/usage/log/query/record";
import type { ArchiveNoun } from "./columns";
import { type DuckDbRow, queryFiles, quoted } from "./duckdb";
import { withLocalFile } from "./file-cache";

const FILES_MAX = 5_000;

const DUCKDB: ConditionDialect = {
  placeholder: (index) => `$${index + 1}`,
  holds: (text, part) => `contains(${text}, ${part})`,
  small: (text) => `lower(${text})`,
  unindexed: (column) => column,
};

export type ArchivedRows = {
  rows: LogRecord[];
  /** Everything from here on has been looked at; null: all. */
  next: string | null;
  isPartial: boolean;
};

export type ArchiveSearch = {
  range: IdRange;
  limit: number;
  /** By `performance.now()`; the page is then partial. */
  deadlineMs: number;
};

/**
 * Searches the archived logs of a range, newest first, file by file, with the filter that the live ones were searched with.
 * Throws UNAVAILABLE (archive.unreadable) for a file that is missing or broken: a page without its rows would be wrong.
 */
export async function readArchivedLogs(
  ctx: ServiceContext,
  query: LogQuery,
  { range, limit, deadlineMs }: ArchiveSearch,
): Promise<ArchivedRows> {
  let rows: LogRecord[] = [];
  for (const file of await filesIn(ctx, range, query)) {
    const last = rows[limit];
    if (last && file.lastId < last.id) break;
    const found = await searchFile(file, { query, range, limit: limit + 1, deadlineMs });
    if (found === null) return partial(rows, behind(file.lastId), limit);
    rows = merge(rows, found).slice(0, limit + 1);
  }
  const kept = rows.slice(0, limit);
  return { rows: kept, next: rows.length > limit ? (kept.at(-1)?.id ?? null) : null, isPartial: false };
}

/** Time ran out above `position`: what lies below it may have rows between it and what other files gave. */
function partial(rows: readonly LogRecord[], position: string, limit: number): ArchivedRows {
  return { rows: rows.filter(({ id }) => id >= position).slice(0, limit), next: position, isPartial: true };
}

/** The smallest text behind an id: below it lies the id itself. */
function behind(id: string): string {
  return `${id}0`;
}

/** Files do not share rows, but what a legal hold kept back may have been archived with newer ones. */
function merge(one: readonly LogRecord[], other: readonly LogRecord[]): LogRecord[] {
  return [...one, ...other].sort((left, right) => (left.id < right.id ? 1 : -1));
}

function filesIn(ctx: ServiceContext, { from, before }: IdRange, { predicates }: LogQuery): Promise<LogArchive[]> {
  // Whoever asks for a request by our id knows its time.
  const ids = predicates.flatMap((predicate) => (predicate.is === "request" ? predicate.ids : []));
  const holding = ids.length === 0 ? {} : { OR: ids.map((id) => ({ firstId: { lte: id }, lastId: { gte: id } })) };
  return ctx.db.logArchive.findMany({
    where: { noun: "logs", lastId: { gte: from }, firstId: { lt: before }, ...holding },
    orderBy: { lastId: "desc" },
    take: FILES_MAX,
  });
}

type FileSearch = { query: LogQuery; range: IdRange; limit: number; deadlineMs: number };

async function searchFile(file: LogArchive, search: FileSearch): Promise<LogRecord[] | null> {
  const { query, range, limit, deadlineMs } = search;
  const binder = new Binder(DUCKDB);
  const parts = [`id >= ${binder.bind(range.from)}`, `id < ${binder.bind(range.before)}`];
  if (query.predicates.length > 0) parts.push(conditionsSql(query.predicates, { dialect: DUCKDB, binder }));
  const where = `WHERE ${parts.join(" AND ")} ORDER BY id DESC LIMIT ${limit}`;
  const found = await queryArchive(file, {
    sql: (source) => `SELECT ${RECORD_COLUMNS} FROM ${source} ${where}`,
    values: binder.values,
    deadlineMs,
  });
  return found === null ? null : found.map(recordOf);
}

type ArchiveQuery = { sql: (source: string) => string; values: readonly unknown[]; deadlineMs: number };

/** Asks one file. Null when time ran out. */
async function queryArchive(file: LogArchive, { sql, values, deadlineMs }: ArchiveQuery): Promise<DuckDbRow[] | null> {
  if (performance.now() >= deadlineMs) return null;
  try {
    return await withLocalFile(file.path, (path) =>
      queryFiles({ sql: sql(`read_parquet(${quoted(path)})`), values: values.map(bindable), deadlineMs }),
    );
  } catch (cause) {
    logger.error({ err: cause, path: file.path }, "an archived file could not be read");
    throw new AppError("UNAVAILABLE", { reason: "archive.unreadable", meta: { month: file.month }, cause });
  }
}

function bindable(value: unknown): string | number | bigint | boolean {
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value;
  throw new TypeError(`Not a value for an archive: ${String(value)}`);
}

/** The rows of one request in the archive of a noun, in their order; none when it is not archived. */
export async function readArchivedRequest(
  ctx: ServiceContext,
  { noun, id, deadlineMs }: { noun: ArchiveNoun; id: string; deadlineMs: number },
): Promise<DuckDbRow[]> {
  const files = await ctx.db.logArchive.findMany({ where: { noun, firstId: { lte: id }, lastId: { gte: id } } });
  const condition = noun === "logs" ? "WHERE id = $1" : "WHERE request_id = $1 ORDER BY position";
  for (const file of files) {
    const sql = (source: string) => `SELECT * FROM ${source} ${condition}`;
    const rows = await queryArchive(file, { sql, values: [id], deadlineMs });
    if (rows === null) throw new AppError("UNAVAILABLE", { reason: "archive.slow", meta: { month: file.month } });
    if (rows.length > 0) return rows;
  }
  return [];
}
