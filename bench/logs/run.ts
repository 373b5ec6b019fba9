import { type Column, cell, checksOf, tableOf, writeResults } from "../results";
import type { Bench } from "./bench-context";
import { type DataSet, openDataSet } from "./data-set";
import { measureExport } from "./export-case";
import { measureGateway } from "./gateway-case";
import type { Plan } from "./plan";
import { measureReads } from "./read-case";
import { goalsOf, type Row, withGrowth } from "./rows";

const COLUMNS: readonly Column<Row>[] = [
  { head: "case", isText: true, read: (row) => row.case },
  { head: "database", isText: true, read: (row) => row.engine },
  { head: "requests", read: (row) => row.size.toLocaleString("en") },
  { head: "p50 ms", read: (row) => cell(row.p50Ms, 2) },
  { head: "p95 ms", read: (row) => cell(row.p95Ms, 2) },
  { head: "bare p50", read: (row) => cell(row.bareP50Ms, 2) },
  { head: "÷ bare", read: (row) => cell(row.ratioToLimit, 1) },
  { head: "÷ small", read: (row) => cell(row.growth, 2) },
];

/** Measures what the plan says and prints it. Out: whether all that must hold did; goals that are only aimed at do not count. */
export async function run(plan: Plan, dir: string): Promise<boolean> {
  const startedAt = new Date();
  const bench: Bench = { plan, dir, rows: [], checks: [], say };
  for (const engine of plan.engines) await measureEngine(bench, engine);
  const rows = withGrowth(bench.rows, plan.smallRows);
  const checks = [...bench.checks, ...goalsOf(rows, plan.smallRows)];
  console.log(`\n${tableOf(COLUMNS, rows)}\n\n${checksOf(checks)}\n`);
  say(`Written to ${writeResults("logs", { startedAt: startedAt.toISOString(), rows, checks })}`);
  say(`It took ${Math.round((Date.now() - startedAt.getTime()) / 1_000)} s.`);
  return rows.length > 0;
}

async function measureEngine(bench: Bench, engine: DataSet["engine"]): Promise<void> {
  const { plan } = bench;
  const open = (rows: number) => openDataSet({ engine, rows, seed: plan.seed, isFresh: plan.isFresh, say });
  const [small, big] = [await open(plan.smallRows), await open(plan.rows)];
  if (!small || !big) {
    say(`${engine} does not answer: nothing is measured on it.`);
    return;
  }
  if (plan.cases.includes("reads")) {
    await measureReads(bench, small);
    await measureReads(bench, big);
  }
  if (plan.cases.includes("export")) await measureExport(bench, big);
  if (plan.cases.includes("gateway")) await measureGateway(bench, big);
}

function say(text: string): void {
  console.log(`bench: ${text}`);
}
