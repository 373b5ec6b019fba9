import {
  keyColumns,
  type RollUp,
  type RollUpFieldType,
  rollUpColumns,
  rollUpTypes,
  sumColumns,
} from "@/server/usage/rollup/rows";
import { ALLOWANCE_WINDOW_COLUMNS, ATTEMPT_COLUMNS, HOLD_COLUMNS, LOG_COLUMNS, LOG_COLUMNS_REPLACED } from "./rows";

// The statements of a PostgreSQL batch (postgresql-program.ts). `$?` is the list of rows as JSON.

const INSTANT = (column: string) => `to_timestamp(c."${column}" / 1000.0) AT TIME ZONE 'UTC'`;

export const UPDATE_USERS = `
  UPDATE users SET balance = users.balance + c.balance, used_quota = used_quota + c.used, request_count = request_count + c.requests
  FROM json_to_recordset($?::json) AS c(id text, balance bigint, used bigint, requests bigint)
  WHERE users.id = c.id AND users.balance + c.balance >= 0 RETURNING 1`;

export const UPDATE_TOKENS = `
  UPDATE tokens SET remain_quota = remain_quota + c.remain, used_quota = used_quota + c.used,
    request_count = request_count + c.requests,
    last_used_at = CASE WHEN c."lastUsedAt" = 0 THEN last_used_at ELSE greatest(last_used_at, ${INSTANT("lastUsedAt")}) END
  FROM json_to_recordset($?::json) AS c(id text, remain bigint, used bigint, requests bigint, "lastUsedAt" bigint)
  WHERE tokens.id = c.id AND (c.remain >= 0 OR remain_quota + c.remain >= 0) RETURNING 1`;

export const UPDATE_WINDOWS = `
  UPDATE allowance_windows SET used_quota = used_quota + c.used
  FROM json_to_recordset($?::json) AS c(id text, used bigint)
  WHERE allowance_windows.id = c.id AND used_quota + c.used >= 0 RETURNING 1`;

export const UPDATE_CHANNELS = `
  UPDATE channels SET used_quota = used_quota + c.used
  FROM json_to_recordset($?::json) AS c(id text, used bigint) WHERE channels.id = c.id`;

// All expressions of one statement see the table as it was before it, so open holds are those before the batch.
export const CONSUME = `
  INSERT INTO ledger_entries AS e
    (id, user_id, kind, amount, balance_after, reference, reason, idempotency_key, created_at, updated_at)
  SELECT c.id, c."userId", 'consume', -c.amount,
    c.balance + c."holdDelta" + coalesce((SELECT sum(h.amount - h.plan_amount) FROM holds h WHERE h.user_id = c."userId"), 0)::bigint,
    '', '', c.key, ${INSTANT("now")}, ${INSTANT("now")}
  FROM json_to_recordset($?::json)
    AS c(id text, "userId" text, amount bigint, balance bigint, "holdDelta" bigint, key text, now bigint)
  ON CONFLICT (idempotency_key) DO UPDATE
    SET amount = e.amount + excluded.amount, balance_after = excluded.balance_after, updated_at = excluded.updated_at`;

export const INSERT_PRICES = `
  INSERT INTO price_snapshots (id, mode, input_price, output_price, cached_input_price, call_price, group_ratio,
    special_prices, created_at)
  SELECT c.id, c.mode, c."inputPrice", c."outputPrice", c."cachedInputPrice", c."callPrice", c."groupRatio",
    c."specialPrices", ${INSTANT("now")}
  FROM json_to_recordset($?::json) AS c(id text, mode text, "inputPrice" text, "outputPrice" text,
    "cachedInputPrice" text, "callPrice" text, "groupRatio" text, "specialPrices" text, now bigint)
  ON CONFLICT (id) DO NOTHING`;

const REPLACE_LOG = `
  ON CONFLICT (id) DO UPDATE SET ${LOG_COLUMNS_REPLACED.map((column) => `${column} = excluded.${column}`).join(", ")}`;

/** Fields without a type are text. */
type Types<Columns> = Partial<Record<keyof Columns, RollUpFieldType>>;

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
  reservedQuota: "bigint",
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

/** `INSERT … SELECT` of a JSON list. */
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

export const INSERT_HOLDS = insertSql("holds", HOLD_COLUMNS, HOLD_TYPES);
export const INSERT_WINDOWS = insertSql("allowance_windows", ALLOWANCE_WINDOW_COLUMNS, WINDOW_TYPES);
export const INSERT_LOGS = insertSql("logs", LOG_COLUMNS, LOG_TYPES);
export const REPLACE_LOGS = `${INSERT_LOGS} ${REPLACE_LOG}`;
export const INSERT_ATTEMPTS = insertSql("attempts", ATTEMPT_COLUMNS, ATTEMPT_TYPES);
export const INSERT_FACTS = `
  INSERT INTO log_facts (id, kind, content, created_at)
  SELECT c.id, c.kind, c.content, ${INSTANT("now")} FROM json_to_recordset($?::json) AS c(id text, kind text, content text, now bigint)
  ON CONFLICT (id) DO NOTHING`;

/** Adds to the rows of a roll-up those of a JSON list. */
export function addRollUpSql(rollUp: RollUp): string {
  const sums = sumColumns(rollUp).map((column) => `${column} = ${rollUp.table}.${column} + excluded.${column}`);
  return `${insertSql(rollUp.table, rollUpColumns(rollUp), rollUpTypes(rollUp))}
    ON CONFLICT (${keyColumns(rollUp).join(", ")}) DO UPDATE SET ${sums.join(", ")}`;
}
