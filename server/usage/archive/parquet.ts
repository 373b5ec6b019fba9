import type { DuckDBAppender } from "@duckdb/node-api";
import type { ServiceContext } from "@/server/kernel/context";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asBigInt, asBoolean, asNumber, asText, asTime } from "@/server/kernel/database/sql-values";
import { PARTITIONED } from "@/server/usage/storage/partitions";
import { ARCHIVE_COLUMNS, type ArchiveNoun, type ColumnType, DUCKDB_TYPES } from "./columns";
import { quoted, withDuckDb } from "./duckdb";
import { type IdSpan, readSpan } from "./rows";

/** Rows are in the order of their ids, so a search by time or id reads the groups it needs. */
const GROUP_ROWS = 20_000;

export type Written = { rowCount: number; firstId: string; lastId: string };

export type ParquetInput = {
  span: IdSpan;
  /** No more rows than this, but for the rest of one request. */
  rowsMax: number;
  path: string;
  signal: AbortSignal;
};

/** Writes the first rows of a span to a Parquet file. Out: what is in it. Throws when `signal` fires. */
export async function writeParquet(
  ctx: ServiceContext,
  { span, rowsMax, path, signal }: ParquetInput,
): Promise<Written> {
  return withDuckDb(`${path}.duckdb`, async (connection) => {
    const columns = ARCHIVE_COLUMNS[span.noun].map(({ name, type }) => `"${name}" ${DUCKDB_TYPES[type]}`);
    await connection.run(`CREATE TABLE archived (${columns.join(", ")})`);
    const appender = await connection.createAppender("archived");
    const written: Written = { rowCount: 0, firstId: "", lastId: "" };
    for await (const rows of readSpan(ctx, span, rowsMax)) {
      signal.throwIfAborted();
      await appendRows(appender, span.noun, rows);
      written.rowCount += rows.length;
      written.firstId ||= idOf(span.noun, rows[0]);
      written.lastId = idOf(span.noun, rows.at(-1));
      if (written.rowCount >= rowsMax) break;
    }
    appender.closeSync();
    const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${GROUP_ROWS}`;
    await connection.run(`COPY archived TO ${quoted(path)} (${options})`);
    return written;
  });
}

async function appendRows(appender: DuckDBAppender, noun: ArchiveNoun, rows: readonly SqlRow[]): Promise<void> {
  const { DuckDBTimestampMillisecondsValue: Time } = await import("@duckdb/node-api");
  const append: Record<ColumnType, (value: unknown) => void> = {
    text: (value) => appender.appendVarchar(asText(value)),
    integer: (value) => appender.appendInteger(asNumber(value)),
    bigint: (value) => appender.appendBigInt(asBigInt(value)),
    boolean: (value) => appender.appendBoolean(asBoolean(value)),
    time: (value) => appender.appendTimestampMilliseconds(new Time(BigInt(asTime(value).getTime()))),
  };
  for (const row of rows) {
    for (const { name, type } of ARCHIVE_COLUMNS[noun]) {
      const value = row[name];
      if (value === null || value === undefined) appender.appendNull();
      else append[type](value);
    }
    appender.endRow();
  }
}

function idOf(noun: ArchiveNoun, row: SqlRow | undefined): string {
  return asText(row?.[PARTITIONED[noun]]);
}
