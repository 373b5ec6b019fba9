import { expect, test } from "vitest";
import type { LedgerItem } from "@/server/money/ledger/service/row";
import type { Statement } from "@/server/money/ledger/statement/explain";
import { entryLines, statementLines } from "./ledger-lines";

const at = new Date("2026-03-01T10:00:00Z");

const entry = (fields: Partial<LedgerItem>): LedgerItem => ({
  id: "led_1",
  createdAt: at,
  updatedAt: at,
  user: { id: "usr_1", username: "ada" },
  kind: "adjust",
  amount: 1n,
  balanceAfter: 1n,
  reference: "",
  actor: null,
  reason: "",
  ...fields,
});

async function* batches(...items: LedgerItem[][]): AsyncGenerator<LedgerItem[]> {
  yield* items;
}

async function linesOf(chunks: AsyncGenerator<string>): Promise<string[]> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text.trimEnd().split("\r\n");
}

test("a reason that a spreadsheet would run is exported as text", async () => {
  const lines = await linesOf(entryLines(batches([entry({ reason: "=HYPERLINK(1)" })])));
  expect(lines[1]).toContain(",'=HYPERLINK(1),");
});

test("the amounts of a statement sum up from the opening to the closing balance", async () => {
  const usage = { model: "large", quota: 70n, requestCount: 3, from: at, to: at };
  const statement: Statement = {
    user: { id: "usr_1", username: "ada" },
    from: at,
    to: at,
    opening: 1_000n,
    kinds: [],
    consumed: 75n,
    days: [{ day: "2026-03-01", quota: 70n, models: [usage] }],
    shifted: 5n,
    closing: 1_225n,
    now: { balance: 1_225n, held: 0n, holdCount: 0n, changedSince: 0n },
    biggest: [],
  };
  const entries = [
    [entry({ kind: "top_up", amount: 500n }), entry({ kind: "consume", amount: -75n })],
    [entry({ amount: -200n })],
  ];
  const [, ...lines] = await linesOf(statementLines(statement, batches(...entries)));
  const amounts = lines.map((line) => BigInt(line.split(",")[3] ?? ""));
  expect(amounts.at(-1)).toBe(1_225n);
  expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n)).toBe(1_225n);
});
