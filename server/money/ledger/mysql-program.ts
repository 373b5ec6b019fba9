import type { SqlExecutor } from "@/server/kernel/database/sql";
import { newId } from "@/server/kernel/ids";
import { ROLL_UPS, type RollUp, rollUpColumns, sumColumns } from "@/server/usage/rollup/rows";
import { batchKeys } from "./batch-keys";
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
} from "./rows";
import type { OpenWindow } from "./window-tally";

/**
 * Writes one batch inside an open READ COMMITTED transaction. Lists travel as JSON and are joined through JSON_TABLE, so
 * each table costs one round trip however many rows there are.
 */
export async function writeMysqlBatch(tx: SqlExecutor, batch: Batch): Promise<Outcome[]> {
  const plan = planBatch(batch, await readState(tx, batch));
  await applyMoney(tx, plan, batch.now);
  await applyRecords(tx, plan, batch.now);
  return plan.outcomes;
}

const READ = {
  users: "SELECT id, balance FROM users WHERE id IN (?) ORDER BY id FOR UPDATE",
  tokens: "SELECT id, remain_quota FROM tokens WHERE id IN (?) ORDER BY id FOR UPDATE",
  holds:
    "SELECT id, user_id, token_id, amount, token_amount, plan_amount, subscription_id FROM holds WHERE id IN (?) ORDER BY id FOR UPDATE",
  logs: "SELECT id, kind, plan_quota, subscription_id FROM logs WHERE id IN (?)",
  windows: "SELECT id, limit_quota, used_quota FROM allowance_windows WHERE id IN (?) ORDER BY id FOR UPDATE",
};

async function readState(tx: SqlExecutor, batch: Batch): Promise<BatchState> {
  const keys = batchKeys(batch);
  const read = async (sql: string, ids: string[]) =>
    ids.length === 0 ? [] : (await tx.query(sql.replace("?", ids.map(() => "?").join(",")), ids)).rows;
  // Sent together, run in this order: a read that fails leaves nothing behind.
  const [users, tokens, holds, windows, logs] = await Promise.all([
    read(READ.users, keys.userIds),
    read(READ.tokens, keys.tokenIds),
    read(READ.holds, keys.holdIds),
    read(READ.windows, keys.windowIds),
    read(READ.logs, keys.logIds),
  ]);
  const toHold = (row: Record<string, unknown>): OpenHold => ({
    userId: String(row.user_id),
    tokenId: row.token_id === null ? null : String(row.token_id),
    amount: BigInt(String(row.amount)),
    tokenAmount: BigInt(String(row.token_amount)),
    planAmount: BigInt(String(row.plan_amount)),
    subscriptionId: row.subscription_id === null ? null : String(row.subscription_id),
  });
  const toWindow = (row: Record<string, unknown>): OpenWindow => ({
    limitQuota: BigInt(String(row.limit_quota)),
    usedQuota: BigInt(String(row.used_quota)),
  });
  const toLogged = (row: Record<string, unknown>): LoggedRow => ({
    kind: row.kind as LogRow["kind"],
    planQuota: BigInt(String(row.plan_quota)),
    subscriptionId: row.subscription_id === null ? null : String(row.subscription_id),
  });
  return {
    balances: new Map(users.map((row) => [String(row.id), BigInt(String(row.balance))])),
    remains: new Map(tokens.map((row) => [String(row.id), BigInt(String(row.remain_quota))])),
    holds: new Map(holds.map((row) => [String(row.id), toHold(row)])),
    logged: new Map(logs.map((row) => [String(row.id), toLogged(row)])),
    windows: new Map(windows.map((row) => [String(row.id), toWindow(row)])),
  };
}

type ColumnType = "text" | "bigint" | "int" | "tinyint" | "instant";
const LONG_TEXT = "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
const SQL_TYPE: Record<ColumnType, string> = {
  // The tables' collation: without it a comparison with their columns is refused as a mix.
  text: "VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
  bigint: "BIGINT",
  int: "INT",
  tinyint: "TINYINT",
  instant: "DATETIME(3)",
};
const TYPES: Record<string, ColumnType> = {
  amount: "bigint",
  tokenAmount: "bigint",
  planAmount: "bigint",
  planQuota: "bigint",
  limitQuota: "bigint",
  usedQuota: "bigint",
  quota: "bigint",
  uncollectedQuota: "bigint",
  balance: "bigint",
  remain: "bigint",
  used: "bigint",
  requests: "bigint",
  createdAt: "instant",
  expiresAt: "instant",
  startedAt: "instant",
  startsAt: "instant",
  endsAt: "instant",
  hourAt: "instant",
  dayAt: "instant",
  lastUsedAt: "instant",
  now: "instant",
  httpStatus: "int",
  isStream: "tinyint",
  attemptCount: "int",
  promptTokens: "bigint",
  cachedTokens: "bigint",
  completionTokens: "bigint",
  durationMs: "bigint",
  firstTokenMs: "int",
  firstByteMs: "int",
  position: "int",
  requestCount: "int",
  errorCount: "int",
  bucket: "int",
  reservedQuota: "bigint",
  streamMs: "bigint",
};

function table(fields: readonly string[]): string {
  const columns = fields.map((field) => {
    const type = field === "content" ? LONG_TEXT : SQL_TYPE[TYPES[field] ?? "text"];
    return `\`${field}\` ${type} PATH '$.${field}'`;
  });
  return `JSON_TABLE(?, '$[*]' COLUMNS (${columns.join(", ")})) AS c`;
}

/** Quota units as text, instants as the DATETIME(3) text of UTC, booleans as 0 and 1. */
function json(rows: readonly object[]): string {
  return JSON.stringify(rows, (key, value: unknown) => {
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "boolean") return value ? 1 : 0;
    if (typeof value === "number" && TYPES[key] === "instant") return instant(value);
    return value;
  });
}

function instant(at: number): string | null {
  return at === 0 ? null : new Date(at).toISOString().replace("T", " ").slice(0, 23);
}

const UPDATE_USERS = `UPDATE ${table(["id", "balance", "used", "requests"])} STRAIGHT_JOIN users ON users.id = c.id
  SET users.balance = users.balance + c.balance, users.used_quota = users.used_quota + c.used,
    users.request_count = users.request_count + c.requests
  WHERE users.balance + c.balance >= 0`;
const UPDATE_TOKENS = `UPDATE ${table(["id", "remain", "used", "requests", "lastUsedAt"])}
  STRAIGHT_JOIN tokens ON tokens.id = c.id
  SET tokens.remain_quota = tokens.remain_quota + c.remain, tokens.used_quota = tokens.used_quota + c.used,
    tokens.request_count = tokens.request_count + c.requests,
    tokens.last_used_at = GREATEST(COALESCE(tokens.last_used_at, c.lastUsedAt), COALESCE(c.lastUsedAt, tokens.last_used_at))
  WHERE c.remain >= 0 OR tokens.remain_quota + c.remain >= 0`;
const UPDATE_WINDOWS = `UPDATE ${table(["id", "used"])} STRAIGHT_JOIN allowance_windows ON allowance_windows.id = c.id
  SET allowance_windows.used_quota = allowance_windows.used_quota + c.used
  WHERE allowance_windows.used_quota + c.used >= 0`;
const UPDATE_CHANNELS = `UPDATE ${table(["id", "used"])} STRAIGHT_JOIN channels ON channels.id = c.id
  SET channels.used_quota = channels.used_quota + c.used`;
// The holds of the batch are changed before this statement, so the sum is that of the open holds after it.
const CONSUME = `INSERT INTO ledger_entries
    (id, user_id, kind, amount, balance_after, reference, reason, idempotency_key, created_at, updated_at)
  SELECT c.id, c.userId, 'consume', -c.amount,
    c.balance + COALESCE((SELECT SUM(h.amount - h.plan_amount) FROM holds h WHERE h.user_id = c.userId), 0), '', '', c.consumeKey, c.now, c.now
  FROM ${table(["id", "userId", "amount", "balance", "consumeKey", "now"])}
  ON DUPLICATE KEY UPDATE ledger_entries.amount = ledger_entries.amount + VALUES(amount),
    balance_after = VALUES(balance_after), updated_at = VALUES(updated_at)`;

async function applyMoney(tx: SqlExecutor, plan: BatchPlan, now: number): Promise<void> {
  await update(tx, { noun: "user", sql: UPDATE_USERS, rows: plan.users });
  await update(tx, { noun: "token", sql: UPDATE_TOKENS, rows: plan.tokens });
  await insert(tx, insertSql("holds", HOLD_COLUMNS), plan.holdsAdded);
  if (plan.holdsRemoved.length > 0) {
    const marks = plan.holdsRemoved.map(() => "?").join(",");
    const { affected } = await tx.query(`DELETE FROM holds WHERE id IN (${marks})`, plan.holdsRemoved);
    if (affected !== plan.holdsRemoved.length) throw new Error("ledger: a hold was gone under its lock");
  }
  await update(tx, { noun: "allowance", sql: UPDATE_WINDOWS, rows: plan.windows });
  await insert(tx, insertSql("allowance_windows", ALLOWANCE_WINDOW_COLUMNS), plan.windowsAdded);
  const consumptions = plan.consumptions.map(({ userId, amount, balance }) => ({
    id: newId("led", now),
    userId,
    amount,
    balance,
    consumeKey: consumeKey(userId, hourOf(now)),
    now,
  }));
  await insert(tx, CONSUME, consumptions);
}

const PRICE_COLUMNS = {
  id: "id",
  mode: "mode",
  inputPrice: "input_price",
  outputPrice: "output_price",
  cachedInputPrice: "cached_input_price",
  callPrice: "call_price",
  groupRatio: "group_ratio",
  specialPrices: "special_prices",
  now: "created_at",
};

async function applyRecords(tx: SqlExecutor, plan: BatchPlan, now: number): Promise<void> {
  await insert(tx, UPDATE_CHANNELS, plan.channels);
  const prices = plan.prices.map((row) => ({ ...row, now }));
  await insert(
    tx,
    `${insertSql("price_snapshots", PRICE_COLUMNS)} ON DUPLICATE KEY UPDATE price_snapshots.id = price_snapshots.id`,
    prices,
  );
  await insert(tx, insertSql("logs", LOG_COLUMNS), plan.logs);
  await insert(tx, `${insertSql("logs", LOG_COLUMNS)} ${REPLACE_LOG}`, plan.logsReplaced);
  await insert(tx, insertSql("attempts", ATTEMPT_COLUMNS), plan.attempts);
  const facts = plan.facts.map((row) => ({ ...row, now }));
  await insert(
    tx,
    `${insertSql("log_facts", FACT_COLUMNS)} ON DUPLICATE KEY UPDATE log_facts.id = log_facts.id`,
    facts,
  );
  for (const { name, rows } of plan.rollUps) await insert(tx, rollUpSql(ROLL_UPS[name]), rows);
}

const REPLACE_LOG = `ON DUPLICATE KEY UPDATE ${LOG_COLUMNS_REPLACED.map((column) => `logs.${column} = VALUES(${column})`).join(", ")}`;

const FACT_COLUMNS = { id: "id", kind: "kind", content: "content", now: "created_at" };

function rollUpSql(rollUp: RollUp): string {
  const sums = sumColumns(rollUp).map(
    (column) => `${rollUp.table}.${column} = ${rollUp.table}.${column} + VALUES(${column})`,
  );
  return `${insertSql(rollUp.table, rollUpColumns(rollUp))} ON DUPLICATE KEY UPDATE ${sums.join(", ")}`;
}

function insertSql(name: string, columns: Record<string, string>): string {
  const fields = Object.keys(columns);
  return `INSERT INTO ${name} (${Object.values(columns).join(", ")})
    SELECT ${fields.map((field) => `c.\`${field}\``).join(", ")} FROM ${table(fields)}`;
}

async function insert(tx: SqlExecutor, sql: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await tx.query(sql, [json(rows)]);
}

type GuardedUpdate = { noun: string; sql: string; rows: readonly object[] };

/** The rows were read under lock, so a guard that fails is a fault of ours: nothing of the batch may stay. */
async function update(tx: SqlExecutor, { noun, sql, rows }: GuardedUpdate): Promise<void> {
  if (rows.length === 0) return;
  const { affected } = await tx.query(sql, [json(rows)]);
  if (affected !== rows.length)
    throw new Error(`ledger: ${affected} of ${rows.length} guarded ${noun} changes applied`);
}
