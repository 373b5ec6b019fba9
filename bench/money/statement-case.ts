import { subDays } from "date-fns";
import { StatementInput } from "@/server/money/ledger/schema";
import { explainBalance } from "@/server/money/ledger/statement/explain";
import { makeUser, systemOf } from "@/server/testing/people";
import { writeEntries } from "./entries";
import { addCheck, addRow, type Bench, timed } from "./rows";

const DAYS = 90;

/** Statements of an account with a very long ledger: over all of it, and over its last day. */
export async function measureStatement(bench: Bench): Promise<void> {
  const { plan, site } = bench;
  const user = await makeUser(site.db);
  const to = new Date();
  const from = subDays(to, DAYS);
  await writeEntries(site, { userId: user.id, count: plan.entries, from, to });
  const sumOf = async () => {
    await site.db.ledgerEntry.groupBy({
      by: ["kind"],
      where: { userId: user.id, createdAt: { gte: from } },
      _sum: { amount: true },
    });
  };
  const bare = await repeat(plan.statements, sumOf);
  const limitPerSecond = (plan.statements * 1_000) / bare.tookMs;
  const explain = (start: Date) =>
    explainBalance(systemOf(site.db), StatementInput.parse({ userId: user.id, from: start, to }));
  const whole = await repeat(plan.statements, async () => void (await explain(from)));
  const common = { concurrency: 1, count: plan.statements };
  addRow(bench, { ...common, ...whole, name: `statements over ${plan.entries} entries` }, limitPerSecond);
  const lastDay = await repeat(plan.statements, async () => void (await explain(subDays(to, 1))));
  addRow(bench, { ...common, ...lastDay, name: "statements over the last day of them" });
  const statement = await explain(from);
  const changed = statement.kinds.reduce((sum, { amount }) => sum + amount, 0n);
  const count = statement.kinds.reduce((sum, kind) => sum + kind.count, 0n);
  const ok = statement.opening + changed === statement.closing && count === BigInt(plan.entries);
  addCheck(bench, `a statement over ${plan.entries} entries adds up`, {
    ok,
    detail: `${count} entries, ${changed} units`,
  });
}

async function repeat(times: number, work: () => Promise<void>): Promise<{ tookMs: number; eachMs: number[] }> {
  const eachMs: number[] = [];
  for (let index = 0; index < times; index += 1) eachMs.push((await timed(work)).tookMs);
  return { tookMs: eachMs.reduce((sum, ms) => sum + ms, 0), eachMs };
}
