import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { STATEMENT_DAYS_MAX, type StatementInput } from "../schema";
import { authorizeLedgerRead } from "../service/authorize";
import { ENTRY_PARTS, type LedgerItem, peopleOf, toItem } from "../service/row";
import { readSums, type UserRange } from "./sums";
import { type DayUsage, type ModelUsage, readUsage, sumOf } from "./usage";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BIGGEST_MAX = 5;

/** What took most: one model's use on one day, or one entry. */
export type BiggestItem =
  | { kind: "usage"; day: string; usage: ModelUsage; quota: bigint }
  | { kind: "entry"; entry: LedgerItem; quota: bigint };

export type Statement = Awaited<ReturnType<typeof explainBalance>>;

/**
 * Explains a user's balance over a range: what there was, what changed it and what is left, to the unit.
 * `opening` + the sums of all kinds = `closing`, the ledger's sum with what is on hold; after now, `closing` − `held` is
 * the balance. Consumption is broken down by day and model by when requests began, while the ledger has it by when they
 * were charged: `shifted` is what was charged in the range for requests that began outside it, less the reverse.
 * Users read their own, staff everybody's. Throws FORBIDDEN, NOT_FOUND, BAD_INPUT (ledger.range_empty, ledger.range_too_long).
 */
export async function explainBalance(ctx: ServiceContext, input: StatementInput) {
  authorizeLedgerRead(ctx, input.userId);
  const { userId, timeZone } = input;
  const range = { userId, ...wholeHours(input) };
  const user = await ctx.db.user.findUnique({ where: { id: userId }, select: { username: true } });
  if (!user) throw notFound("user");
  const [sums, days, debits] = await Promise.all([
    readSums(ctx.db, range),
    readUsage(ctx.db, range, timeZone),
    readDebits(ctx, range),
  ]);
  const closing = sums.balance + sums.held - sums.later;
  const opening = closing - sums.kinds.reduce((sum, { amount }) => sum + amount, 0n);
  const consumed = -(sums.kinds.find(({ kind }) => kind === "consume")?.amount ?? 0n);
  return {
    user: { id: userId, username: user.username },
    from: range.from,
    to: range.to,
    opening,
    kinds: sums.kinds,
    consumed,
    days,
    shifted: consumed - sumOf(days),
    closing,
    /** Of now, whatever the range: what a closing balance of today and the balance shown elsewhere differ by. */
    now: { balance: sums.balance, held: sums.held, holdCount: sums.holdCount, changedSince: sums.later },
    biggest: biggestOf(days, debits),
  };
}

/** Both ends moved outwards to the hour. Throws BAD_INPUT for a range that is empty or too long. */
export function wholeHours(range: { from: Date; to: Date }): { from: Date; to: Date } {
  const from = new Date(Math.floor(range.from.getTime() / HOUR_MS) * HOUR_MS);
  const to = new Date(Math.ceil(range.to.getTime() / HOUR_MS) * HOUR_MS);
  if (to <= from) throw new AppError("BAD_INPUT", { reason: "ledger.range_empty" });
  if (to.getTime() - from.getTime() > (STATEMENT_DAYS_MAX + 1) * DAY_MS) {
    throw new AppError("BAD_INPUT", { reason: "ledger.range_too_long", meta: { days: STATEMENT_DAYS_MAX } });
  }
  return { from, to };
}

/** The largest debits of a range that are not consumption, which the days show better. */
async function readDebits(ctx: ServiceContext, { userId, from, to }: UserRange): Promise<LedgerItem[]> {
  const rows = await ctx.db.ledgerEntry.findMany({
    where: { userId, createdAt: { gte: from, lt: to }, amount: { lt: 0n }, NOT: { kind: "consume" } },
    include: ENTRY_PARTS,
    orderBy: [{ amount: "asc" }, { id: "asc" }],
    take: BIGGEST_MAX,
  });
  const people = await peopleOf(ctx, rows);
  return rows.map((row) => toItem(row, people));
}

function biggestOf(days: readonly DayUsage[], debits: readonly LedgerItem[]): BiggestItem[] {
  const uses = days.flatMap(({ day, models }) =>
    models.map((usage): BiggestItem => ({ kind: "usage", day, usage, quota: usage.quota })),
  );
  const entries = debits.map((entry): BiggestItem => ({ kind: "entry", entry, quota: -entry.amount }));
  return [...uses, ...entries]
    .sort((one, other) => (one.quota === other.quota ? 0 : one.quota < other.quota ? 1 : -1))
    .slice(0, BIGGEST_MAX);
}
