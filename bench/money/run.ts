import { findDifferences } from "@/server/money/reconciliation/rules";
import { type Column, cell, checksOf, tableOf, writeResults } from "../results";
import { measureCallback } from "./callback-case";
import { measureCodes } from "./codes-case";
import { measureGift } from "./gift-case";
import type { Case, Plan } from "./plan";
import { addCheck, type Bench, type Row } from "./rows";
import { openSite } from "./site";
import { measureStatement } from "./statement-case";

const MEASURES: Record<Case, (bench: Bench) => Promise<void>> = {
  codes: measureCodes,
  gift: measureGift,
  callback: measureCallback,
  statement: measureStatement,
};

const COLUMNS: readonly Column<Row>[] = [
  { head: "case", isText: true, read: (row) => row.case },
  { head: "database", isText: true, read: (row) => row.engine },
  { head: "at once", read: (row) => String(row.concurrency) },
  { head: "per second", read: (row) => cell(row.throughputPerSecond, row.throughputPerSecond < 100 ? 1 : 0) },
  { head: "p50 ms", read: (row) => cell(row.p50Ms, 2) },
  { head: "p99 ms", read: (row) => cell(row.p99Ms, 2) },
  { head: "÷ driver", read: (row) => cell(row.ratioToLimit, 2) },
];

/** Measures what the plan says on each database and prints it. Out: whether every sum came out. */
export async function run(plan: Plan): Promise<boolean> {
  const startedAt = new Date().toISOString();
  const rows: Row[] = [];
  const checks: Bench["checks"] = [];
  for (const engine of plan.engines) {
    const site = await openSite(engine);
    if (!site) {
      say(`${engine} does not answer: nothing is measured on it.`);
      continue;
    }
    const bench: Bench = { plan, site, rows, checks };
    try {
      for (const name of plan.cases) {
        say(`${engine}: ${name}`);
        await MEASURES[name](bench);
      }
      await checkBooks(bench);
    } finally {
      await site.drop();
    }
  }
  console.log(`\n${tableOf(COLUMNS, rows)}\n\n${checksOf(checks)}\n`);
  say(`Written to ${writeResults("money", { startedAt, rows, checks })}`);
  return checks.every(({ ok }) => ok);
}

async function checkBooks(bench: Bench): Promise<void> {
  const { db } = bench.site;
  const differences = await findDifferences(db);
  addCheck(bench, "all books agree", { ok: differences.length === 0, detail: `${differences.length} differences` });
}

function say(text: string): void {
  console.log(`bench: ${text}`);
}
