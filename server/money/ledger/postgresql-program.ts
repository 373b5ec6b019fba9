import type { SqlExecutor, SqlRow, SqlTransaction } from "@/server/kernel/database/sql";
import { newId } from "@/server/kernel/ids";
import { type BatchKeys, batchKeys } from "./batch-keys";
import type { Batch, Outcome } from "./operation";
import { type BatchPlan, type BatchState, type OpenHold, planBatch } from "./plan";
import {
  ALLOWANCE_WINDOW_COLUMNS,
  ATTEMPT_COLUMNS,
  consumeKey,
  HOLD_COLUMNS,
  hourOf,
  LOG_COLUMNS,
  LOG_COLUMNS_REPLACED,
  type LoggedRow,
  type LogRow,
  USAGE_HOUR_COLUMNS,
} from "./rows";
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
  add("hi", plan.holdsAdded, insertSql("holds", HOLD_COLUMNS, HOLD_TYPES));
  if (plan.holdsRemoved.length > 0) {
    parts.push({
      name: "hd",
      sql: "DELETE FROM holds WHERE id = ANY($?::text[]) RETURNING 1",
      value: plan.holdsRemoved,
    });
  }
  add("wu", plan.windows, UPDATE_WINDOWS);
  add("wi", plan.windowsAdded, insertSql("allowance_windows", ALLOWANCE_WINDOW_COLUMNS, WINDOW_TYPES));
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
  add("lo", plan.logs, insertSql("logs", LOG_COLUMNS, LOG_TYPES));
  add("lr", plan.logsReplaced, `${insertSql("logs", LOG_COLUMNS, LOG_TYPES)} ${REPLACE_LOG}`);
  add("at", plan.attempts, insertSql("attempts", ATTEMPT_COLUMNS, ATTEMPT_TYPES));
  add("uh", plan.usageHours, `${insertSql("usage_hours", USAGE_HOUR_COLUMNS, USAGE_TYPES)} ${ADD_USAGE}`);
  return parts;
}

/** Quota units go as text: they may pass 2^53. */
function json(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

const INSTANT = (column: string) => `to_timestamp(c."${column}" / 1000.0) AT TIME ZONE 'UTC'`;

const UPDATE_USERS = `
  UPDATE users SET balance = users.balance + c.balance, used_quota = used_quota + c.used, request_count = request_count + c.requests
  FROM json_to_recordset($?::json) AS c(id text, balance bigint, used bigint, requests bigint)
  WHERE users.id = c.id AND users.balance + c.balance >= 0 RETURNING 1`;

const UPDATE_TOKENS = `
  UPDATE tokens SET remain_quota = remain_quota + c.remain, used_quota = used_quota + c.used,
    request_count = request_count + c.requests,
    last_used_at = CASE WHEN c."lastUsedAt" = 0 THEN last_used_at ELSE greatest(last_used_at, ${INSTANT("lastUsedAt")}) END
  FROM json_to_recordset($?::json) AS c(id text, remain bigint, used bigint, requests bigint, "lastUsedAt" bigint)
  WHERE tokens.id = c.id AND (c.remain >= 0 OR remain_quota + c.remain >= 0) RETURNING 1`;

const UPDATE_WINDOWS = `
  UPDATE allowance_windows SET used_quota = used_quota + c.used
  FROM json_to_recordset($?::json) AS c(id text, used bigint)
  WHERE allowance_windows.id = c.id AND used_quota + c.used >= 0 RETURNING 1`;

const UPDATE_CHANNELS = `
  UPDATE channels SET used_quota = used_quota + c.used
  FROM json_to_recordset($?::json) AS c(id text, used bigint) WHERE channels.id = c.id`;

// All expressions of one statement see the table as it was before it, so open holds are those before the batch.
const CONSUME = `
  INSERT INTO ledger_entries AS e
    (id, user_id, kind, amount, balance_after, reference, reason, idempotency_key, created_at, updated_at)
  SELECT c.id, c."userId", 'consume', -c.amount,
    c.balance + c."holdDelta" + coalesce((SELECT sum(h.amount - h.plan_amount) FROM holds h WHERE h.user_id = c."userId"), 0)::bigint,
    '', '', c.key, ${INSTANT("now")}, ${INSTANT("now")}
  FROM json_to_recordset($?::json)
    AS c(id text, "userId" text, amount bigint, balance bigint, "holdDelta" bigint, key text, now bigint)
  ON CONFLICT (idempotency_key) DO UPDATE
    SET amount = e.amount + excluded.amount, balance_after = excluded.balance_after, updated_at = excluded.updated_at`;

const INSERT_PRICES = `
  INSERT INTO price_snapshots (id, mode, input_price, output_price, cached_input_price, call_price, group_ratio, created_at)
  SELECT c.id, c.mode, c."inputPrice", c."outputPrice", c."cachedInputPrice", c."callPrice", c."groupRatio", ${INSTANT("now")}
  FROM json_to_recordset($?::json) AS c(id text, mode text, "inputPrice" text, "outputPrice" text,
    "cachedInputPrice" text, "callPrice" text, "groupRatio" text, now bigint)
  ON CONFLICT (id) DO NOTHING`;

const REPLACE_LOG = `
  ON CONFLICT (id) DO UPDATE SET ${LOG_COLUMNS_REPLACED.map((column) => `${column} = excluded.${column}`).join(", ")}`;

const ADD_USAGE = `
  ON CONFLICT (hour_at, user_id, token_id, channel_id, group_name, model) DO UPDATE SET ${[
    "request_count",
    "error_count",
    "prompt_tokens",
    "cached_tokens",
    "completion_tokens",
    "quota",
    "plan_quota",
    "duration_ms",
  ]
    .map((column) => `${column} = usage_hours.${column} + excluded.${column}`)
    .join(", ")}`;

type Types<Columns> = Partial<Record<keyof Columns, "bigint" | "int" | "boolean" | "instant">>;

const HOLD_TYPES: Types<typeof HOLD_COLUMNS> = {
  amount: "bigint",
  tokenAmount: "bigint",
  planAmount: "bigint",
  createdAt: "instant",
  expiresAt: "instant",
};
const LOG_TYPES: Types<typeof LOG_COLUMNS> = {
  createdAt: "instant",
  httpStatus: "int",
  isStream: "boolean",
  attemptCount: "int",
  promptTokens: "int",
  cachedTokens: "int",
  completionTokens: "int",
  quota: "bigint",
  uncollectedQuota: "bigint",
  planQuota: "bigint",
  durationMs: "int",
  firstTokenMs: "int",
};
const WINDOW_TYPES: Types<typeof ALLOWANCE_WINDOW_COLUMNS> = {
  startsAt: "instant",
  endsAt: "instant",
  limitQuota: "bigint",
  usedQuota: "bigint",
};
const ATTEMPT_TYPES: Types<typeof ATTEMPT_COLUMNS> = {
  position: "int",
  startedAt: "instant",
  durationMs: "int",
  firstByteMs: "int",
  httpStatus: "int",
};
const USAGE_TYPES: Types<typeof USAGE_HOUR_COLUMNS> = {
  hourAt: "instant",
  requestCount: "int",
  errorCount: "int",
  promptTokens: "bigint",
  cachedTokens: "bigint",
  completionTokens: "bigint",
  quota: "bigint",
  planQuota: "bigint",
  durationMs: "bigint",
};

/** `INSERT … SELECT` of a JSON list. Columns without a type are text. */
function insertSql<Columns extends Record<string, string>>(
  table: string,
  columns: Columns,
  types: Types<Columns>,
): string {
  const typed: Record<string, string | undefined> = types;
  const fields = Object.keys(columns);
  const values = fields.map((field) => (typed[field] === "instant" ? INSTANT(field) : `c."${field}"`));
  const record = fields.map(
    (field) => `"${field}" ${typed[field] === "instant" ? "bigint" : (typed[field] ?? "text")}`,
  );
  return `INSERT INTO ${table} (${Object.values(columns).join(", ")})
    SELECT ${values.join(", ")} FROM json_to_recordset($?::json) AS c(${record.join(", ")})`;
}
