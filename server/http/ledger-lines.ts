import { csvLine } from "@/server/files/csv";
import type { LedgerItem } from "@/server/money/ledger/service/row";
import type { Statement } from "@/server/money/ledger/statement/explain";

const ENTRY_HEAD = [
  "time",
  "user",
  "user_id",
  "kind",
  "amount_units",
  "balance_after_units",
  "reference",
  "actor",
  "reason",
  "id",
];

/** The entries as they are, a chunk a batch. */
export async function* entryLines(batches: AsyncGenerator<LedgerItem[]>): AsyncGenerator<string> {
  yield csvLine(ENTRY_HEAD);
  for await (const batch of batches) yield batch.map(entryLine).join("");
}

function entryLine(entry: LedgerItem): string {
  return csvLine([
    entry.createdAt.toISOString(),
    entry.user.username,
    entry.user.id,
    entry.kind,
    entry.amount,
    entry.balanceAfter,
    entry.reference,
    entry.actor?.username ?? "",
    entry.reason,
    entry.id,
  ]);
}

const STATEMENT_HEAD = ["time", "what", "detail", "amount_units", "requests", "reference"];

/**
 * A statement as lines whose amounts sum up from the opening to the closing balance: consumption by day and model, every
 * other entry by itself.
 */
export async function* statementLines(
  statement: Statement,
  batches: AsyncGenerator<LedgerItem[]>,
): AsyncGenerator<string> {
  const { from, to, opening, closing, days, shifted } = statement;
  yield csvLine(STATEMENT_HEAD);
  yield csvLine([from.toISOString(), "opening", "", opening, "", ""]);
  for (const { day, models } of days) {
    yield models
      .map(({ model, quota, requestCount }) => csvLine([day, "consume", model, -quota, requestCount, ""]))
      .join("");
  }
  if (shifted !== 0n) yield csvLine(["", "consume_shifted", "", -shifted, "", ""]);
  for await (const batch of batches)
    yield batch
      .filter(({ kind }) => kind !== "consume")
      .map(changeLine)
      .join("");
  yield csvLine([to.toISOString(), "closing", "", closing, "", ""]);
}

function changeLine({ createdAt, kind, reason, amount, reference }: LedgerItem): string {
  return csvLine([createdAt.toISOString(), kind, reason, amount, "", reference]);
}
