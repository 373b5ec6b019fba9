import { ATTEMPT_COLUMNS, LOG_COLUMNS } from "@/server/money/ledger/rows";
import type { PartitionedTable } from "@/server/usage/storage/partitions";

/** What is archived: the tables that are cut by the time in a request's id. */
export type ArchiveNoun = PartitionedTable;

export type ColumnType = "text" | "integer" | "bigint" | "boolean" | "time";
export type ArchiveColumn = { name: string; type: ColumnType };

const TYPES: Readonly<Record<Exclude<ColumnType, "text">, readonly string[]>> = {
  bigint: ["quota", "uncollected_quota", "plan_quota", "reserved_quota"],
  integer: [
    "http_status",
    "attempt_count",
    "prompt_tokens",
    "cached_tokens",
    "completion_tokens",
    "duration_ms",
    "first_token_ms",
    "first_byte_ms",
    "position",
  ],
  boolean: ["is_stream"],
  time: ["created_at", "started_at"],
};

function columnsOf(names: readonly string[]): ArchiveColumn[] {
  return names.map((name) => {
    const [type] = Object.entries(TYPES).find(([, members]) => members.includes(name)) ?? ["text"];
    return { name, type: type as ColumnType };
  });
}

/** Every column of the tables, in the order of the files. */
export const ARCHIVE_COLUMNS: Readonly<Record<ArchiveNoun, readonly ArchiveColumn[]>> = {
  logs: columnsOf(Object.values(LOG_COLUMNS)),
  attempts: columnsOf(Object.values(ATTEMPT_COLUMNS)),
};

export const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "INTEGER",
  bigint: "BIGINT",
  boolean: "BOOLEAN",
  time: "TIMESTAMP_MS",
};
