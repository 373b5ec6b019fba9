import type { Db } from "@/server/kernel/database/client";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import type { LedgerKind } from "../schema";

export type KindSum = { kind: LedgerKind; amount: bigint; count: bigint };

export type LedgerSums = {
  /** Of the entries inside the range, by kind. */
  kinds: KindSum[];
  /** Of the entries after it. */
  later: bigint;
  /** What is there now: spendable, and what of the wallet running requests hold. */
  balance: bigint;
  held: bigint;
  holdCount: bigint;
};

/** One user's entries from an instant on to another. */
export type UserRange = { userId: string; from: Date; to: Date };

type Row = { part: unknown; inside: unknown; count: unknown; later: unknown };

/**
 * Everything that opening and closing balance follow from, in one statement, so that it sees one moment also while requests
 * are being served. Reads the user's entries since `from` alone: what was before is what is there now less what came since,
 * so that the length of a history costs nothing.
 */
export async function readSums(db: Db, { userId, from, to }: UserRange): Promise<LedgerSums> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT kind AS part,
      SUM(CASE WHEN created_at < ${to} THEN amount ELSE 0 END) AS inside,
      SUM(CASE WHEN created_at < ${to} THEN 1 ELSE 0 END) AS count,
      SUM(CASE WHEN created_at >= ${to} THEN amount ELSE 0 END) AS later
    FROM ledger_entries WHERE user_id = ${userId} AND created_at >= ${from} GROUP BY kind
    UNION ALL SELECT '=balance', balance, 0, 0 FROM users WHERE id = ${userId}
    UNION ALL SELECT '=held', COALESCE(SUM(amount - plan_amount), 0), COUNT(*), 0 FROM holds WHERE user_id = ${userId}`;
  const sums: LedgerSums = { kinds: [], later: 0n, balance: 0n, held: 0n, holdCount: 0n };
  for (const row of rows) {
    const part = asText(row.part);
    const [amount, count, later] = [whole(row.inside), whole(row.count), whole(row.later)];
    if (part === "=balance") sums.balance = amount;
    else if (part === "=held") Object.assign(sums, { held: amount, holdCount: count });
    else if (count > 0n) sums.kinds.push({ kind: part as LedgerKind, amount, count });
    sums.later += later;
  }
  return sums;
}

/** Sums of BIGINT are DECIMAL on two of the engines, which Prisma gives as an object. */
function whole(value: unknown): bigint {
  return asBigInt(String(value));
}
