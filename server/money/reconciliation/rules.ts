import type { Db } from "@/server/kernel/database/client";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import { type LedgerDifference, verifyLedger } from "@/server/money/ledger/verify";
import type { ReconciliationRule } from "./schema";

/** Something two books do not agree on. `expected` is what the source of truth says. */
export type Finding = {
  rule: ReconciliationRule;
  subject: string;
  userId: string | null;
  expected: bigint;
  actual: bigint;
};

/** More of one sort are one fault seen many times. */
const FINDINGS_MAX = 1_000;
const SUBJECT_LENGTH_MAX = 191;
const USER_ID = /usr_[0-9a-z]{26}/;

/** All that disagrees. Each rule is one statement, so it sees one moment also while money moves. */
export async function findDifferences(db: Db): Promise<Finding[]> {
  const { differences } = await verifyLedger(db);
  const findings = differences.map(fromLedger);
  for (const [rule, sql] of Object.entries(STATEMENTS)) {
    const rows = await db.$queryRawUnsafe<Row[]>(`${sql} LIMIT ${FINDINGS_MAX}`);
    findings.push(...rows.map((row) => toFinding(rule as ReconciliationRule, row)));
  }
  return findings;
}

const LEDGER_RULE = {
  balance: "balance",
  consumption: "consumption",
  "roll-up": "roll_up",
  allowance: "allowance",
} as const;

function fromLedger({ check, subject, expected, actual }: LedgerDifference): Finding {
  const userId = USER_ID.exec(subject)?.[0] ?? null;
  return { rule: LEDGER_RULE[check], subject: subject.slice(0, SUBJECT_LENGTH_MAX), userId, expected, actual };
}

type Row = { subject: unknown; user_id: unknown; expected: unknown; actual: unknown };

function toFinding(rule: ReconciliationRule, row: Row): Finding {
  const userId = row.user_id === null ? null : asText(row.user_id);
  const [expected, actual] = [row.expected, row.actual].map((value) => asBigInt(String(value)));
  return { rule, subject: asText(row.subject), userId, expected: expected ?? 0n, actual: actual ?? 0n };
}

const STATEMENTS: Partial<Record<ReconciliationRule, string>> = {
  // A paid top-up credited its quota once, an unpaid one nothing.
  order_credit: `
    SELECT s.subject, s.user_id, s.expected, s.actual FROM (
      SELECT o.id AS subject, o.user_id AS user_id, COALESCE(e.total, 0) AS actual,
        CASE WHEN o.status = 'paid' AND o.purpose = 'top_up' THEN o.quota ELSE 0 END AS expected
      FROM payment_orders o
      LEFT JOIN (SELECT reference, SUM(amount) AS total FROM ledger_entries WHERE kind = 'top_up' GROUP BY reference) e
        ON e.reference = o.id
    ) s WHERE s.expected <> s.actual`,
  order_subscription: `
    SELECT o.id AS subject, o.user_id AS user_id, 1 AS expected, COUNT(s.id) AS actual
    FROM payment_orders o LEFT JOIN subscriptions s ON s.id = o.subscription_id
    WHERE o.status = 'paid' AND o.purpose = 'subscription'
    GROUP BY o.id, o.user_id HAVING COUNT(s.id) <> 1`,
  // What an order says was given back is the sum of its refunds that did not fail.
  order_refunds: `
    SELECT o.id AS subject, o.user_id AS user_id, COALESCE(r.total, 0) AS expected, o.refunded_minor AS actual
    FROM payment_orders o
    LEFT JOIN (SELECT order_id, SUM(amount_minor) AS total FROM payment_refunds WHERE status <> 'failed' GROUP BY order_id) r
      ON r.order_id = o.id
    WHERE o.refunded_minor <> COALESCE(r.total, 0)`,
  // What a provider said and we took for true left its mark on the order; so must what we failed to act on.
  event_order: `
    SELECT e.id AS subject, o.user_id AS user_id, 1 AS expected, 0 AS actual
    FROM payment_events e JOIN payment_orders o ON o.id = e.order_id
    WHERE e.verdict IN ('accepted', 'failed') AND o.status = 'pending'`,
  code_uses: `
    SELECT c.id AS subject, NULL AS user_id, COALESCE(u.total, 0) AS expected, c.used_count AS actual
    FROM redemption_codes c
    LEFT JOIN (SELECT code_id, COUNT(*) AS total FROM redemption_uses GROUP BY code_id) u ON u.code_id = c.id
    WHERE c.used_count <> COALESCE(u.total, 0)`,
  use_entry: `
    SELECT u.id AS subject, u.user_id AS user_id, u.amount AS expected, COALESCE(e.amount, 0) AS actual
    FROM redemption_uses u LEFT JOIN ledger_entries e ON e.id = u.ledger_entry_id AND e.user_id = u.user_id
    WHERE u.amount <> COALESCE(e.amount, 0)`,
  // A refund took its credit; one that failed gave it back by a counter-entry.
  refund_entry: `
    SELECT s.subject, s.user_id, s.expected, s.actual FROM (
      SELECT r.id AS subject, r.user_id AS user_id,
        CASE WHEN r.status = 'failed' THEN 0 ELSE -r.taken_quota END AS expected,
        COALESCE(e.amount, 0) + COALESCE(v.total, 0) AS actual
      FROM payment_refunds r
      LEFT JOIN ledger_entries e ON e.id = r.ledger_entry_id
      LEFT JOIN (SELECT reference, SUM(amount) AS total FROM ledger_entries WHERE kind = 'reversal' GROUP BY reference) v
        ON v.reference = r.ledger_entry_id
    ) s WHERE s.expected <> s.actual`,
};
