import type { Db } from "@/server/kernel/database/client";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import type { DatabaseEngine } from "@/server/kernel/env";

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
 * the roll-ups' quota less what plans paid; the roll-ups are the logs, for every hour that still has logs; what is spent of
 * a plan's windows is what plans paid and hold. Each check is one statement, so it sees one moment also while requests are
 * being served. Out: the differences, at most a thousand; none is the only right answer.
 */
export async function verifyLedger(db: Db, engine: DatabaseEngine): Promise<LedgerVerification> {
  const differences = [
    ...(await differencesOf(db, "balance", BALANCES)),
    ...(await differencesOf(db, "consumption", CONSUMPTION)),
    ...(await differencesOf(db, "roll-up", rollUps(engine))),
    ...(await differencesOf(db, "allowance", allowances(engine))),
  ].slice(0, DIFFERENCES_MAX);
  return { userCount: await db.user.count(), openHoldCount: await db.hold.count(), differences };
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

const CONSUMPTION = `
  SELECT s.user_id AS subject, sum(s.consumed) AS expected, sum(s.rolled) AS actual
  FROM (
    SELECT user_id, -amount AS consumed, 0 AS rolled FROM ledger_entries WHERE kind = 'consume'
    UNION ALL SELECT user_id, 0, quota - plan_quota FROM usage_hours WHERE user_id <> ''
  ) s
  GROUP BY s.user_id HAVING sum(s.consumed) <> sum(s.rolled)
  LIMIT ${DIFFERENCES_MAX}`;

const HOUR: Record<DatabaseEngine, string> = {
  sqlite: "created_at - created_at % 3600000",
  postgresql: "date_trunc('hour', created_at)",
  mysql: "CAST(DATE_FORMAT(created_at, '%Y-%m-%d %H:00:00') AS DATETIME(3))",
};

const TEXT: Record<DatabaseEngine, (expression: string) => string> = {
  sqlite: (expression) => `CAST(${expression} AS TEXT)`,
  postgresql: (expression) => `CAST(${expression} AS TEXT)`,
  mysql: (expression) => `CAST(${expression} AS CHAR)`,
};

const SUMS = ["requests", "errors", "prompt", "cached", "completion", "quota", "duration"];

/** Logs count positive, roll-ups negative: whatever does not sum to zero is a difference, on either side. */
function rollUps(engine: DatabaseEngine): string {
  const key = "hour_at, user_id, token_id, channel_id, group_name, model";
  const hour = HOUR[engine];
  const subject = key
    .split(", ")
    .map((column) => TEXT[engine](column))
    .join(engine === "mysql" ? ", ' ', " : " || ' ' || ");
  return `
  SELECT ${engine === "mysql" ? `CONCAT(${subject})` : subject} AS subject,
    sum(log_quota) AS expected, sum(hour_quota) AS actual
  FROM (
    SELECT ${hour} AS hour_at, coalesce(user_id, '') AS user_id, coalesce(token_id, '') AS token_id,
      coalesce(channel_id, '') AS channel_id, group_name, model,
      1 AS requests, CASE WHEN outcome IN ('completed', 'client_gone') THEN 0 ELSE 1 END AS errors,
      prompt_tokens AS prompt, cached_tokens AS cached, completion_tokens AS completion, quota, duration_ms AS duration,
      quota AS log_quota, 0 AS hour_quota
    FROM logs
    UNION ALL
    SELECT ${key}, -request_count, -error_count, -prompt_tokens, -cached_tokens, -completion_tokens, -quota, -duration_ms,
      0, quota
    FROM usage_hours WHERE hour_at >= (SELECT min(${hour}) FROM logs)
  ) s
  GROUP BY ${key} HAVING ${SUMS.map((name) => `sum(${name}) <> 0`).join(" OR ")}
  LIMIT ${DIFFERENCES_MAX}`;
}

/**
 * Spent of a plan's window is what the plan paid for the requests that began in it, and holds for those on their way.
 * Windows older than the logs are left out once logs were deleted, which hours without logs tell.
 */
function allowances(engine: DatabaseEngine): string {
  const firstLog = "(SELECT min(created_at) FROM logs)";
  return `
  SELECT w.id AS subject, coalesce(sum(s.spent), 0) AS expected, w.used_quota AS actual
  FROM allowance_windows w
  LEFT JOIN (
    SELECT subscription_id, created_at, plan_quota AS spent FROM logs WHERE subscription_id IS NOT NULL
    UNION ALL SELECT subscription_id, created_at, plan_amount FROM holds WHERE subscription_id IS NOT NULL
  ) s ON s.subscription_id = w.subscription_id AND s.created_at >= w.starts_at AND s.created_at < w.ends_at
  WHERE w.starts_at >= ${firstLog}
    OR NOT EXISTS (SELECT 1 FROM usage_hours WHERE hour_at < (SELECT min(${HOUR[engine]}) FROM logs))
  GROUP BY w.id, w.used_quota HAVING coalesce(sum(s.spent), 0) <> w.used_quota
  LIMIT ${DIFFERENCES_MAX}`;
}
