import type Database from "better-sqlite3";
import { newId } from "@/server/kernel/ids";
import {
  keyColumns,
  ROLL_UP_NAMES,
  ROLL_UPS,
  type RollUp,
  rollUpColumns,
  sumColumns,
} from "@/server/usage/rollup/rows";
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

type Row = Record<string, unknown>;
type Statements = ReturnType<typeof prepare>;

export const LEDGER_PROGRAM = "ledger-batch";

const prepared = new WeakMap<Database.Database, Statements>();

/**
 * Writes one batch; the caller has begun an IMMEDIATE transaction and commits it. Runs in the writer's thread, so its
 * file work never stops the gateway's event loop. Statement by statement: inside SQLite a call costs a microsecond or two.
 */
function writeSqliteBatch(database: Database.Database, batch: Batch): Outcome[] {
  let statements = prepared.get(database);
  if (!statements) {
    statements = prepare(database);
    prepared.set(database, statements);
  }
  const plan = planBatch(batch, readState(statements, batch));
  applyPlan(statements, plan, batch.now);
  return plan.outcomes;
}

type Columns = Readonly<Record<string, string>>;

function insertSql(table: string, columns: Columns, conflict = ""): string {
  const names = Object.values(columns);
  return `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ${conflict}`;
}

function rollUpSql(rollUp: RollUp): string {
  const sums = sumColumns(rollUp).map((column) => `${column} = ${column} + excluded.${column}`);
  const conflict = `ON CONFLICT (${keyColumns(rollUp).join(", ")}) DO UPDATE SET ${sums.join(", ")}`;
  return insertSql(rollUp.table, rollUpColumns(rollUp), conflict);
}

/** Values by place: looking up thirty names costs the driver more than writing the row. */
function valuesOf<Fields extends Columns>(columns: Fields, row: Record<keyof Fields, unknown>): unknown[] {
  const values: unknown[] = [];
  for (const field in columns) {
    const value = row[field];
    values.push(typeof value === "boolean" ? Number(value) : value);
  }
  return values;
}

function prepare(database: Database.Database) {
  const statement = (sql: string) => database.prepare<unknown[], Row>(sql);
  return {
    balance: statement("SELECT balance FROM users WHERE id = ?").safeIntegers(),
    remain: statement("SELECT remain_quota FROM tokens WHERE id = ?").safeIntegers(),
    hold: statement(
      "SELECT user_id, token_id, amount, token_amount, plan_amount, subscription_id FROM holds WHERE id = ?",
    ).safeIntegers(),
    log: statement("SELECT kind, plan_quota, subscription_id FROM logs WHERE id = ?").safeIntegers(),
    window: statement("SELECT limit_quota, used_quota FROM allowance_windows WHERE id = ?").safeIntegers(),
    openHolds: statement(
      "SELECT coalesce(sum(amount - plan_amount), 0) AS amount FROM holds WHERE user_id = ?",
    ).safeIntegers(),
    updateUser: statement(
      `UPDATE users SET balance = balance + @balance, used_quota = used_quota + @used, request_count = request_count + @requests
       WHERE id = @id AND balance + @balance >= 0`,
    ),
    updateToken: statement(
      `UPDATE tokens SET remain_quota = remain_quota + @remain, used_quota = used_quota + @used,
       request_count = request_count + @requests,
       last_used_at = CASE WHEN @lastUsedAt > coalesce(last_used_at, 0) THEN @lastUsedAt ELSE last_used_at END
       WHERE id = @id AND (@remain >= 0 OR remain_quota + @remain >= 0)`,
    ),
    updateChannel: statement("UPDATE channels SET used_quota = used_quota + @used WHERE id = @id"),
    insertHold: statement(insertSql("holds", HOLD_COLUMNS)),
    deleteHold: statement("DELETE FROM holds WHERE id = ?"),
    updateWindow: statement(
      "UPDATE allowance_windows SET used_quota = used_quota + @used WHERE id = @id AND used_quota + @used >= 0",
    ),
    insertWindow: statement(insertSql("allowance_windows", ALLOWANCE_WINDOW_COLUMNS)),
    consume: statement(
      `INSERT INTO ledger_entries (id, user_id, kind, amount, balance_after, reference, reason, idempotency_key, created_at, updated_at)
       VALUES (@id, @userId, 'consume', -@amount, @balanceAfter, '', '', @key, @now, @now)
       ON CONFLICT (idempotency_key) DO UPDATE SET amount = amount - @amount, balance_after = @balanceAfter, updated_at = @now`,
    ),
    insertLog: statement(insertSql("logs", LOG_COLUMNS)),
    replaceLog: statement(
      insertSql(
        "logs",
        LOG_COLUMNS,
        `ON CONFLICT (id) DO UPDATE SET ${LOG_COLUMNS_REPLACED.map((column) => `${column} = excluded.${column}`).join(", ")}`,
      ),
    ),
    insertAttempt: statement(insertSql("attempts", ATTEMPT_COLUMNS)),
    insertPrice: statement(
      `INSERT INTO price_snapshots (id, mode, input_price, output_price, cached_input_price, call_price, group_ratio, special_prices, created_at)
       VALUES (@id, @mode, @inputPrice, @outputPrice, @cachedInputPrice, @callPrice, @groupRatio, @specialPrices, @now) ON CONFLICT (id) DO NOTHING`,
    ),
    insertFact: statement(
      "INSERT INTO log_facts (id, kind, content, created_at) VALUES (@id, @kind, @content, @now) ON CONFLICT (id) DO NOTHING",
    ),
    rollUps: Object.fromEntries(
      ROLL_UP_NAMES.map((name) => [
        name,
        { columns: rollUpColumns(ROLL_UPS[name]), add: statement(rollUpSql(ROLL_UPS[name])) },
      ]),
    ),
  };
}

function readState(statements: Statements, batch: Batch): BatchState {
  const keys = batchKeys(batch);
  const balances = new Map<string, bigint>();
  const remains = new Map<string, bigint>();
  const holds = new Map<string, OpenHold>();
  const logged = new Map<string, LoggedRow>();
  const windows = new Map<string, OpenWindow>();
  for (const id of keys.userIds) {
    const row = statements.balance.get(id);
    if (row) balances.set(id, row.balance as bigint);
  }
  for (const id of keys.tokenIds) {
    const row = statements.remain.get(id);
    if (row) remains.set(id, row.remain_quota as bigint);
  }
  for (const id of keys.holdIds) {
    const row = statements.hold.get(id);
    if (!row) continue;
    holds.set(id, {
      userId: row.user_id as string,
      tokenId: row.token_id as string | null,
      amount: row.amount as bigint,
      tokenAmount: row.token_amount as bigint,
      planAmount: row.plan_amount as bigint,
      subscriptionId: row.subscription_id as string | null,
    });
  }
  for (const id of keys.windowIds) {
    const row = statements.window.get(id);
    if (row) windows.set(id, { limitQuota: row.limit_quota as bigint, usedQuota: row.used_quota as bigint });
  }
  for (const id of keys.logIds) {
    const row = statements.log.get(id);
    if (!row) continue;
    logged.set(id, {
      kind: row.kind as LogRow["kind"],
      planQuota: row.plan_quota as bigint,
      subscriptionId: row.subscription_id as string | null,
    });
  }
  return { balances, remains, holds, logged, windows };
}

function applyPlan(statements: Statements, plan: BatchPlan, now: number): void {
  for (const change of plan.users) mustChangeOne(statements.updateUser.run(change), "user", change.id);
  for (const change of plan.tokens) mustChangeOne(statements.updateToken.run(change), "token", change.id);
  for (const change of plan.channels) statements.updateChannel.run(change);
  for (const hold of plan.holdsAdded) statements.insertHold.run(valuesOf(HOLD_COLUMNS, hold));
  for (const id of plan.holdsRemoved) mustChangeOne(statements.deleteHold.run(id), "hold", id);
  for (const change of plan.windows) mustChangeOne(statements.updateWindow.run(change), "allowance", change.id);
  for (const row of plan.windowsAdded) statements.insertWindow.run(valuesOf(ALLOWANCE_WINDOW_COLUMNS, row));
  for (const { userId, amount, balance } of plan.consumptions) {
    const openHolds = statements.openHolds.get(userId)?.amount as bigint;
    const key = consumeKey(userId, hourOf(now));
    statements.consume.run({ id: newId("led", now), userId, amount, balanceAfter: balance + openHolds, key, now });
  }
  for (const price of plan.prices) statements.insertPrice.run({ ...price, now });
  for (const log of plan.logs) statements.insertLog.run(valuesOf(LOG_COLUMNS, log));
  for (const log of plan.logsReplaced) statements.replaceLog.run(valuesOf(LOG_COLUMNS, log));
  for (const attempt of plan.attempts) statements.insertAttempt.run(valuesOf(ATTEMPT_COLUMNS, attempt));
  for (const fact of plan.facts) statements.insertFact.run({ ...fact, now });
  for (const { name, rows } of plan.rollUps) {
    const rollUp = statements.rollUps[name];
    if (rollUp) for (const row of rows) rollUp.add.run(valuesOf(rollUp.columns, row));
  }
}

/** The rows were read under the lock, so a guard that fails is a fault of ours: nothing of the batch may stay. */
function mustChangeOne(result: Database.RunResult, noun: string, id: string): void {
  if (result.changes !== 1) throw new Error(`ledger: the guarded change of ${noun} ${id} did not apply`);
}

/** The entry the writer thread calls (server/kernel/database/sqlite-worker.ts), inside its transaction. */
export function run(database: Database.Database, name: string, payload: unknown): Outcome[] {
  if (name !== LEDGER_PROGRAM) throw new Error(`unknown program ${name}`);
  return writeSqliteBatch(database, payload as Batch);
}
