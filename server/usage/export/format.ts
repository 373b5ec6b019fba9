import { CSV_START, csvLine } from "@/server/files/csv";
import type { LogNames } from "../log/names";
import type { LogRecord } from "../log/query/record";
import type { Cell, ExportColumn } from "./columns";
import type { ExportFormat } from "./schema";

/** How one format writes: what stands before the rows, and a row. */
type Writer = { head: string; line: (row: LogRecord, names: LogNames) => string };

export const FILE_TYPES = {
  csv: { extension: "csv", type: "text/csv" },
  excel: { extension: "csv", type: "text/csv" },
  jsonl: { extension: "jsonl", type: "application/x-ndjson" },
} as const satisfies Record<ExportFormat, { extension: string; type: string }>;

/** The writer of a format. Times are UTC as in RFC 3339; what has no value is an empty cell, or null in JSON. */
export function writerOf(format: ExportFormat, columns: readonly ExportColumn[]): Writer {
  if (format === "jsonl") return { head: "", line: (row, names) => jsonLine(row, names, columns) };
  const head = csvLine(columns.map((column) => column.name));
  return {
    head: format === "excel" ? CSV_START + head : head,
    line: (row, names) => csvLine(columns.map((column) => csvText(column.cell(row, names)))),
  };
}

function csvText(cell: Cell): string | number | bigint | null {
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "boolean" ? String(cell) : cell;
}

function jsonLine(row: LogRecord, names: LogNames, columns: readonly ExportColumn[]): string {
  const entries = columns.map((column) => [column.name, jsonValue(column.cell(row, names))]);
  return `${JSON.stringify(Object.fromEntries(entries))}\n`;
}

/** A number beyond what JSON readers keep exactly is a text. */
function jsonValue(cell: Cell): string | number | boolean | null {
  if (typeof cell === "bigint") return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  return cell instanceof Date ? cell.toISOString() : cell;
}
