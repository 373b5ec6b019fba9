import type { SqlExecutor, SqlRow, SqlTransaction } from "@/server/kernel/database/sql";
import { newId } from "@/server/kernel/ids";
import { ROLL_UPS } from "@/server/usage/rollup/rows";
import { type BatchKeys, batchKeys } from "./batch-keys";
import type { Batch, Outcome } from "./operation";
import { type BatchPlan, type BatchState, type OpenHold, planBatch } from "./plan";
import {
  addRollUpSql,
  CONSUME,
  INSERT_ATTEMPTS,
  INSERT_FACTS,
  INSERT_HOLDS,
  INSERT_LOGS,
  INSERT_PRICES,
  INSERT_WINDOWS,
  REPLACE_LOGS,
  UPDATE_CHANNELS,
  UPDATE_TOKENS,
  UPDATE_USERS,
  UPDATE_WINDOWS,
} from "./postgresql-statements";
import { consumeKey, hourOf, type LoggedRow, type LogRow } from "./rows";
import type { OpenWindow } from "./window-tally";

/**
 * Writes one batch in two round trips: BEGIN with the statement that locks and reads, COMMIT with the one that writes. Lists travel as JSON, which costs the gateway one stringify instead of an array encoder a column.
 */
export async function writePostgresqlBatch(tx: SqlTransaction, batch: Batch): Promise<Outcome[]> {
  const plan = planBatch(batch, await readState(tx, batch));
  const { sql, values } = applyStatement(plan, batch.now);
  if (sql !== "") await tx.queryLast(sql, values);
  return plan.outcomes;
}

type Read = { name: string; keys: keyof BatchKeys; lock?: string; select: string };

/** What is locked and read, in the order in which every writer locks. */
const READS: readonly Read[] = [
  {
    name: "u",
    keys: "userIds",
    lock: "SELECT id, balance FROM users WHERE id = ANY($?::text[]) ORDER BY id FOR UPDATE",
    select:
      "SELECT 'u' AS kind, id, balance::text AS amount, NULL AS user_id, NULL AS token_id, NULL AS token_amount, NULL AS log_kind, NULL AS plan_amount, NULL AS subscription_id FROM u",
  },
  {
    name: "t",
    keys: "tokenIds",
    lock: "SELECT id, remain_quota FROM tokens WHERE id = ANY($?::text[]) ORDER BY id FOR UPDATE",
    select: "SELECT 't', id, remain_quota::text, NULL, NULL, NULL, NULL, NULL, NULL FROM t",
  },
  {
    name: "h",
    keys: "holdIds",
    lock: "SELECT id, user_id, token_id, amount, token_amount, plan_amount, subscription_id FROM holds WHERE id = ANY($?::text[]) ORDER BY id FOR UPDATE",
    select:
      "SELECT 'h', id, amount::text, user_id, token_id, token_amount::text, NULL, plan_amount::text, subscription_id FROM h",
  },
  {
    name: "w",
    keys: "windowIds",
    lock: "SELECT id, limit_quota, used_quota FROM allowance_windows WHERE id = ANY($?::text[]) ORDER BY id FOR UPDATE",
    select: "SELECT 'w', id, used_quota::text, NULL, NULL, NULL, NULL, limit_quota::text, NULL FROM w",
  },
  {
    name: "l",
    keys: "logIds",
    select:
      "SELECT 'l', id, NULL, NULL, NULL, NULL, kind, plan_quota::text, subscription_id FROM logs WHERE id = ANY($?::text[])",
  },
];

/**
 * Only of what a batch has keys: planned for a table while that was small, a search for no ids at all reads through all of
 * it later. Users are always there, for the names of the columns. Equal shapes give equal text.
 */
function readStatement(keys: BatchKeys): { sql: string; values: string[][] } {
  const reads = READS.filter((read) => read.name === "u" || keys[read.keys].length > 0);
  const numbered = (sql: string, index: number) => sql.replace("$?", `$${index + 1}`);
  const locks = reads.flatMap(({ name, lock }, index) => (lock ? [`${name} AS (${numbered(lock, index)})`] : []));
  const selects = reads.map(({ select }, index) => numbered(select, index));
  return {
    sql: `WITH ${locks.join(",\n")}\n${selects.join("\nUNION ALL ")}`,
    values: reads.map((read) => keys[read.keys]),
  };
}

async function readState(tx: SqlExecutor, batch: Batch): Promise<BatchState> {
  const { sql, values } = readStatement(batchKeys(batch));
  const { rows } = await tx.query(sql, values);
  const balances = new Map<string, bigint>();
  const remains = new Map<string, bigint>();
  const holds = new Map<string, OpenHold>();
  const logged = new Map<string, LoggedRow>();
  const windows = new Map<string, OpenWindow>();
  for (const row of rows) {
    const id = String(row.id);
    if (row.kind === "u") balances.set(id, BigInt(String(row.amount)));
    else if (row.kind === "t") remains.set(id, BigInt(String(row.amount)));
    else if (row.kind === "h") holds.set(id, toHold(row));
    else if (row.kind === "w") windows.set(id, toWindow(row));
    else logged.set(id, toLogged(row));
  }
  return { balances, remains, holds, logged, windows };
}

function toHold(row: SqlRow): OpenHold {
  return {
    userId: String(row.user_id),
    tokenId: row.token_id === null ? null : String(row.token_id),
    amount: BigInt(String(row.amount)),
    tokenAmount: BigInt(String(row.token_amount)),
    planAmount: BigInt(String(row.plan_amount)),
    subscriptionId: row.subscription_id === null ? null : String(row.subscription_id),
  };
}

function toWindow(row: SqlRow): OpenWindow {
  return { limitQuota: BigInt(String(row.plan_amount)), usedQuota: BigInt(String(row.amount)) };
}

function toLogged(row: SqlRow): LoggedRow {
  return {
    kind: row.log_kind as LogRow["kind"],
    planQuota: BigInt(String(row.plan_amount)),
    subscriptionId: row.subscription_id === null ? null : String(row.subscription_id),
  };
}

const ADD_ROLL_UP = {
  usageHours: addRollUpSql(ROLL_UPS.usageHours),
  usageDays: addRollUpSql(ROLL_UPS.usageDays),
  trafficHours: addRollUpSql(ROLL_UPS.trafficHours),
  latencyHours: addRollUpSql(ROLL_UPS.latencyHours),
};

type Part = { name: string; sql: string; value: unknown };

/** Every non-empty list of the plan as one common table expression. Equal shapes give equal text. */
function applyStatement(plan: BatchPlan, now: number): { sql: string; values: unknown[] } {
  const parts = applyParts(plan, now);
  const expressions = parts.map(({ name, sql }, index) => `${name} AS (${sql.replaceAll("$?", `$${index + 1}`)})`);
  if (expressions.length === 0) return { sql: "", values: [] };
  const values = parts.map((part) => part.value);
  const guards = GUARDED.flatMap(({ name, noun, rows }) => {
    if (!parts.some((part) => part.name === name)) return [];
    values.push(rows(plan).length);
    return [
      `WHEN (SELECT count(*) FROM ${name}) <> $${values.length}::int THEN 'a guarded ${noun} change did not apply'`,
    ];
  });
  const fault = guards.length === 0 ? "'0'" : `CASE ${guards.join(" ")} ELSE '0' END`;
  return { sql: `WITH ${expressions.join(",\n")}\nSELECT (${fault})::int`, values };
}

/**
 * What must have changed as many rows as the plan says. They were read under lock, so a guard that fails is a fault of
 * ours: a text that is no number raises, and nothing of the batch stays.
 */
const GUARDED: readonly { name: string; noun: string; rows: (plan: BatchPlan) => readonly unknown[] }[] = [
  { name: "u", noun: "user", rows: (plan) => plan.users },
  { name: "t", noun: "token", rows: (plan) => plan.tokens },
  { name: "hd", noun: "hold", rows: (plan) => plan.holdsRemoved },
  { name: "wu", noun: "allowance", rows: (plan) => plan.windows },
];

function applyParts(plan: BatchPlan, now: number): Part[] {
  const parts: Part[] = [];
  const add = (name: string, rows: readonly object[], sql: string) => {
    if (rows.length > 0) parts.push({ name, sql, value: json(rows) });
  };
  add("u", plan.users, UPDATE_USERS);
  add("t", plan.tokens, UPDATE_TOKENS);
  add("hi", plan.holdsAdded, INSERT_HOLDS);
  if (plan.holdsRemoved.length > 0) {
    parts.push({
      name: "hd",
      sql: "DELETE FROM holds WHERE id = ANY($?::text[]) RETURNING 1",
      value: plan.holdsRemoved,
    });
  }
  add("wu", plan.windows, UPDATE_WINDOWS);
  add("wi", plan.windowsAdded, INSERT_WINDOWS);
  const hourAt = hourOf(now);
  const consumptions = plan.consumptions.map((row) => ({
    ...row,
    id: newId("led", now),
    key: consumeKey(row.userId, hourAt),
    now,
  }));
  add("le", consumptions, CONSUME);
  add("ch", plan.channels, UPDATE_CHANNELS);
  add(
    "pr",
    plan.prices.map((row) => ({ ...row, now })),
    INSERT_PRICES,
  );
  add("lo", plan.logs, INSERT_LOGS);
  add("lr", plan.logsReplaced, REPLACE_LOGS);
  add("at", plan.attempts, INSERT_ATTEMPTS);
  add(
    "fa",
    plan.facts.map((row) => ({ ...row, now })),
    INSERT_FACTS,
  );
  for (const { name, rows } of plan.rollUps) add(`added_${name}`, rows, ADD_ROLL_UP[name]);
  return parts;
}

/** Quota units go as text: they may pass 2^53. */
function json(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
