import type { Db } from "@/server/kernel/database/client";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import { verifyUsage } from "@/server/usage/rollup/verify";

/** One sum that does not come out. `expected` follows from the source of truth, `actual` is what is stored. */
export type LedgerDifference = {
  check: "balance" | "consumption" | "roll-up" | "allowance";
  subject: string;
  expected: bigint;
  actual: bigint;
};

export type LedgerVerification = { userCount: number; openHoldCount: number; differences: LedgerDifference[] };

const DIFFERENCES_MAX = 1_000;

/**
 * Proves the books: every user's balance is the ledger's sum less what open holds took of it; the ledger's consumption is
 * the roll-ups' quota less what plans paid; the roll-ups are the logs, for every hour whose logs are kept; what is spent of
 * a plan's windows is what plans paid and hold. Each check is one statement, so it sees one moment also while requests are
 * being served. Out: the differences, at most a thousand; none is the only right answer.
 */
export async function verifyLedger(db: Db): Promise<LedgerVerification> {
  const differences = [
    ...(await differencesOf(db, "balance", BALANCES)),
    ...(await differencesOf(db, "consumption", CONSUMPTION)),
    ...(await rollUpDifferences(db)),
    ...(await differencesOf(db, "allowance", ALLOWANCES)),
  ].slice(0, DIFFERENCES_MAX);
  return { userCount: await db.user.count(), openHoldCount: await db.hold.count(), differences };
}

async function rollUpDifferences(db: Db): Promise<LedgerDifference[]> {
  const { differences } = await verifyUsage(db);
  return differences.map(({ table, column, subject, expected, actual }) => ({
    check: "roll-up",
    subject: `${table}.${column} ${subject}`,
    expected,
    actual,
  }));
}

type Row = { subject: unknown; expected: unknown; actual: unknown };

async function differencesOf(db: Db, check: LedgerDifference["check"], sql: string): Promise<LedgerDifference[]> {
  const rows = await db.$queryRawUnsafe<Row[]>(sql);
  return rows.map((row) => ({
    check,
    subject: asText(row.subject),
    expected: asBigInt(row.expected === null ? 0n : whole(row.expected)),
    actual: asBigInt(row.actual === null ? 0n : whole(row.actual)),
  }));
}

/** Sums of BIGINT are DECIMAL on two of the engines, which Prisma gives as an object. */
function whole(value: unknown): unknown {
  return typeof value === "object" && value !== null ? String(value) : value;
}

const BALANCES = `
  SELECT u.id AS subject, coalesce(l.total, 0) - coalesce(h.total, 0) AS expected, u.balance AS actual
  FROM users u
  LEFT JOIN (SELECT user_id, sum(amount) AS total FROM ledger_entries GROUP BY user_id) l ON l.user_id = u.id
  LEFT JOIN (SELECT user_id, sum(amount - plan_amount) AS total FROM holds GROUP BY user_id) h ON h.user_id = u.id
  WHERE u.balance <> coalesce(l.total, 0) - coalesce(h.total, 0) OR u.balance < 0
  LIMIT ${DIFFERENCES_MAX}`;

/** The mark up to which a table may have been cleaned up; null while it never was. */
const removedUpTo = (name: "logs_removed" | "usage_hours_removed") =>
  `(SELECT at FROM watermarks WHERE name = '${name}')`;
const HOURS_REMOVED = removedUpTo("usage_hours_removed");

/** Hours that were cleaned up stand for ever in the days, which are written beside them. */
const CONSUMPTION = `
  SELECT s.user_id AS subject, sum(s.consumed) AS expected, sum(s.rolled) AS actual
  FROM (
    SELECT user_id, -amount AS consumed, 0 AS rolled FROM ledger_entries WHERE kind = 'consume'
    UNION ALL SELECT user_id, 0, quota - plan_quota FROM usage_hours
      WHERE user_id <> '' AND (${HOURS_REMOVED} IS NULL OR hour_at >= ${HOURS_REMOVED})
    UNION ALL SELECT subject_id, 0, quota - plan_quota FROM usage_days
      WHERE day_at < ${HOURS_REMOVED} AND subject_id LIKE 'usr%'
  ) s
  GROUP BY s.user_id HAVING sum(s.consumed) <> sum(s.rolled)
  LIMIT ${DIFFERENCES_MAX}`;

/**
 * Spent of a plan's window is what the plan paid for the requests that began in it, and holds for those on their way.
 * Windows that began before the logs that are left are left out.
 */
const ALLOWANCES = `
  SELECT w.id AS subject, coalesce(sum(s.spent), 0) AS expected, w.used_quota AS actual
  FROM allowance_windows w
  LEFT JOIN (
    SELECT subscription_id, created_at, plan_quota AS spent FROM logs WHERE subscription_id IS NOT NULL
    UNION ALL SELECT subscription_id, created_at, plan_amount FROM holds WHERE subscription_id IS NOT NULL
  ) s ON s.subscription_id = w.subscription_id AND s.created_at >= w.starts_at AND s.created_at < w.ends_at
  WHERE ${removedUpTo("logs_removed")} IS NULL OR w.starts_at >= ${removedUpTo("logs_removed")}
  GROUP BY w.id, w.used_quota HAVING coalesce(sum(s.spent), 0) <> w.used_quota
  LIMIT ${DIFFERENCES_MAX}`;
