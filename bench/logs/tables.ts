import { ATTEMPT_COLUMNS, LOG_COLUMNS } from "@/server/money/ledger/rows";
import { ROLL_UPS, type RollUpName, rollUpColumns, rollUpTypes } from "@/server/usage/rollup/rows";

/** A table as the loaders fill it: its columns by the fields of a row, and which of them are instants. */
export type Table = { name: string; columns: readonly Column[] };
type Column = { field: string; column: string; isInstant: boolean };

export type Row = Readonly<Record<string, unknown>>;

function table(name: string, columns: Readonly<Record<string, string>>, instants: readonly string[]): Table {
  const entries = Object.entries(columns);
  return {
    name,
    columns: entries.map(([field, column]) => ({ field, column, isInstant: instants.includes(field) })),
  };
}

export const LOGS = table("logs", LOG_COLUMNS, ["createdAt"]);
export const ATTEMPTS = table("attempts", ATTEMPT_COLUMNS, ["startedAt"]);

export function rollUpTable(name: RollUpName): Table {
  const types = Object.entries(rollUpTypes(ROLL_UPS[name]));
  const instants = types.filter(([, type]) => type === "instant").map(([field]) => field);
  return table(ROLL_UPS[name].table, rollUpColumns(ROLL_UPS[name]), instants);
}

export const USERS = table(
  "users",
  {
    id: "id",
    username: "username",
    email: "email",
    displayName: "display_name",
    searchText: "search_text",
    role: "role",
    groupName: "group_name",
    balance: "balance",
    usedQuota: "used_quota",
    requestCount: "request_count",
    createdAt: "created_at",
    updatedAt: "updated_at",
  },
  ["createdAt", "updatedAt"],
);

export const TOKENS = table(
  "tokens",
  {
    id: "id",
    userId: "user_id",
    name: "name",
    searchText: "search_text",
    usedQuota: "used_quota",
    requestCount: "request_count",
    createdAt: "created_at",
    updatedAt: "updated_at",
  },
  ["createdAt", "updatedAt"],
);

export const TOKEN_KEYS = table(
  "token_keys",
  { id: "id", tokenId: "token_id", hash: "hash", prefix: "prefix", lastFour: "last_four", createdAt: "created_at" },
  ["createdAt"],
);

export const LEDGER_ENTRIES = table(
  "ledger_entries",
  {
    id: "id",
    userId: "user_id",
    kind: "kind",
    amount: "amount",
    balanceAfter: "balance_after",
    idempotencyKey: "idempotency_key",
    createdAt: "created_at",
    updatedAt: "updated_at",
  },
  ["createdAt", "updatedAt"],
);

/** Whose secondary indexes are made once the rows are there. */
export const LOADED_TABLES = [
  LOGS,
  ATTEMPTS,
  USERS,
  TOKENS,
  TOKEN_KEYS,
  LEDGER_ENTRIES,
  rollUpTable("usageHours"),
  rollUpTable("usageDays"),
].map(({ name }) => name);
