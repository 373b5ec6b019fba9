import { type Check, type Column, cell, tableOf, writeResults } from "../results";
import type { Row } from "./rows";
import { title } from "./targets";

export type Report = { startedAt: string; rows: Row[]; checks: Check[] };

const COLUMNS: readonly Column<Row>[] = [
  { head: "case", isText: true, read: (row) => row.case },
  { head: "target", isText: true, read: (row) => title({ name: row.target, engine: row.engine as "sqlite" | null }) },
  { head: "at once", read: (row) => String(row.concurrency) },
  { head: "req/s", read: (row) => row.throughputPerSecond.toFixed(row.throughputPerSecond < 100 ? 1 : 0) },
  { head: "p50 ms", read: (row) => row.p50Ms.toFixed(2) },
  { head: "p99 ms", read: (row) => row.p99Ms.toFixed(2) },
  { head: "added p50", read: (row) => cell(row.addedP50Ms, 2) },
  { head: "added p99", read: (row) => cell(row.addedP99Ms, 2) },
  { head: "÷ relay", read: (row) => cell(row.ratioToLimit, 2) },
  { head: "÷ peer", read: (row) => cell(row.ratioToPeer, 1) },
  { head: "cpu ms/req", read: (row) => cell(row.cpuMsPerRequest, 3) },
  { head: "RSS MiB", read: (row) => cell(row.rssMb, 0) },
  { head: "late p99", read: (row) => cell(row.lateP99Ms, 1) },
  { head: "worst late", read: (row) => cell(row.worstLateP99Ms, 1) },
  { head: "failed", read: (row) => `${row.failed}${row.isClean === false ? " ✗" : ""}` },
];

/** The rows as a table for the terminal. */
export function gatewayTable(rows: readonly Row[]): string {
  return tableOf(COLUMNS, rows);
}

/** Writes bench/results/gateway.json. Out: its path. */
export function writeReport(report: Report): string {
  return writeResults("gateway", report);
}
