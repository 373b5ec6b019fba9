import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import type { Check } from "./books";
import type { Row } from "./rows";
import { title } from "./targets";

export type Report = { startedAt: string; rows: Row[]; checks: Check[] };

const COLUMNS: readonly { head: string; isText?: boolean; read: (row: Row) => string }[] = [
  { head: "case", isText: true, read: (row) => row.case },
  { head: "target", isText: true, read: (row) => title({ name: row.target, engine: row.engine as "sqlite" | null }) },
  { head: "at once", read: (row) => String(row.concurrency) },
  { head: "req/s", read: (row) => row.throughputPerSecond.toFixed(row.throughputPerSecond < 100 ? 1 : 0) },
  { head: "p50 ms", read: (row) => row.p50Ms.toFixed(2) },
  { head: "p99 ms", read: (row) => row.p99Ms.toFixed(2) },
  { head: "added p50", read: (row) => number(row.addedP50Ms, 2) },
  { head: "added p99", read: (row) => number(row.addedP99Ms, 2) },
  { head: "÷ relay", read: (row) => number(row.ratioToLimit, 2) },
  { head: "÷ peer", read: (row) => number(row.ratioToPeer, 1) },
  { head: "cpu ms/req", read: (row) => number(row.cpuMsPerRequest, 3) },
  { head: "RSS MiB", read: (row) => number(row.rssMb, 0) },
  { head: "late p99", read: (row) => number(row.lateP99Ms, 1) },
  { head: "worst late", read: (row) => number(row.worstLateP99Ms, 1) },
  { head: "failed", read: (row) => `${row.failed}${row.isClean === false ? " ✗" : ""}` },
];

function number(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? "" : value.toFixed(digits);
}

/** The rows as a table for the terminal. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [COLUMNS.map(({ head }) => head), ...rows.map((row) => COLUMNS.map(({ read }) => read(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          COLUMNS[column]?.isText ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function checksOf(checks: readonly Check[]): string {
  return checks.map(({ name, ok, detail }) => `${ok ? "✓" : "✗"} ${name}: ${detail}`).join("\n");
}

/** Writes bench/results/gateway.json. Out: its path. */
export function writeReport({ startedAt, rows, checks }: Report): string {
  const dir = join(rootDir, "bench/results");
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "gateway.json");
  writeFileSync(path, `${JSON.stringify({ name: "gateway", machine: machine(), startedAt, rows, checks }, null, 2)}\n`);
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
