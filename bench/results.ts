import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";

/** Something that must be so, or was aimed at, and whether it is. */
export type Check = { name: string; ok: boolean; detail: string };

export type Column<Row> = { head: string; isText?: boolean; read: (row: Row) => string };

/** A number for a cell; empty where there is none. */
export function cell(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? "" : value.toFixed(digits);
}

/** The rows as a table for the terminal. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ read }) => read(row)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((text, column) =>
          columns[column]?.isText ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function checksOf(checks: readonly Check[]): string {
  return checks.map(({ name, ok, detail }) => `${ok ? "✓" : "✗"} ${name}: ${detail}`).join("\n");
}

/** Writes bench/results/<name>.json. Out: its path. */
export function writeResults(
  name: string,
  { startedAt, rows, checks }: { startedAt: string; rows: readonly object[]; checks: readonly Check[] },
): string {
  const dir = join(rootDir, "bench/results");
  mkdirSync(dir, { recursive: true });
  const path = join(dir, `${name}.json`);
  writeFileSync(path, `${JSON.stringify({ name, machine: machine(), startedAt, rows, checks }, null, 2)}\n`);
  return path;
}

function machine() {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? "",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
  };
}
