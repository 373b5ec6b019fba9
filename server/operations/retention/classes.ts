import type { SettingKey } from "@/server/configuration/setting/registry/all";
import type { IdPrefix } from "@/server/kernel/ids";
import type { PartitionedTable } from "@/server/usage/storage/partitions";
import type { RetentionClassName } from "./schema";

/** What a row's age is read from, always by an index: the time in its id, or a column. */
export type Age = { kind: "id"; column: string; prefix: IdPrefix } | { kind: "time"; column: string };

/**
 * Whose a row is, for legal holds: the account in a column, that of the request it belongs to, nobody's, or it cannot be
 * told by an index, and then all wait for as long as anybody is on hold.
 */
export type Account =
  | { kind: "column"; column: string }
  | { kind: "request"; column: string }
  | { kind: "nobody" }
  | { kind: "everybody" };

export type RetentionTable = {
  table: string;
  age: Age;
  account: Account;
  /** SQL over the row, with `{cutoff}` for the instant: what else must be true of it. */
  where?: string;
  /** Removed day by day (or by month), because there are many; else in one piece. */
  isSliced?: boolean;
  /** So many rows of one instant that a batch cannot end between two instants. */
  isCrowded?: boolean;
  partitioned?: PartitionedTable;
  /** A row takes many others with it. */
  batchMax?: number;
  /** What a row stands for on a disk elsewhere. */
  byteColumn?: string;
};

export type RetentionClass = {
  name: RetentionClassName;
  setting: SettingKey;
  tables: readonly RetentionTable[];
};

const request = (column: string): Age => ({ kind: "id", column, prefix: "req" });
const time = (column: string): Age => ({ kind: "time", column });
const owner = (column: string): Account => ({ kind: "column", column });
const NOBODY: Account = { kind: "nobody" };
const EVERYBODY: Account = { kind: "everybody" };

/**
 * Everything that grows old, in the order of its removal. What is not here stays for ever: the ledger and all money, days
 * of usage, accounts, and price snapshots, which explain charges.
 */
export const CLASSES: readonly RetentionClass[] = [
  {
    name: "bodies",
    setting: "retention.bodiesDays",
    tables: [
      { table: "log_bodies", age: request("request_id"), account: owner("user_id"), isSliced: true, batchMax: 100 },
    ],
  },
  {
    name: "attempts",
    setting: "retention.attemptsDays",
    tables: [
      {
        table: "attempts",
        age: request("request_id"),
        account: { kind: "request", column: "request_id" },
        isSliced: true,
        partitioned: "attempts",
      },
    ],
  },
  {
    name: "logs",
    setting: "retention.logsDays",
    tables: [{ table: "logs", age: request("id"), account: owner("user_id"), isSliced: true, partitioned: "logs" }],
  },
  {
    name: "usageHours",
    setting: "retention.usageHoursDays",
    tables: [
      { table: "usage_hours", age: time("hour_at"), account: owner("user_id"), isSliced: true, isCrowded: true },
      { table: "traffic_hours", age: time("hour_at"), account: NOBODY, isSliced: true, isCrowded: true },
      { table: "latency_hours", age: time("hour_at"), account: NOBODY, isSliced: true, isCrowded: true },
    ],
  },
  {
    name: "archives",
    setting: "retention.archivesDays",
    tables: [
      {
        table: "log_archives",
        age: { kind: "id", column: "last_id", prefix: "req" },
        account: EVERYBODY,
        byteColumn: "byte_count",
      },
    ],
  },
  {
    name: "exports",
    setting: "retention.exportsDays",
    tables: [
      {
        table: "log_exports",
        age: time("expires_at"),
        account: owner("owner_id"),
        where: "log_exports.removed_at IS NOT NULL",
      },
    ],
  },
  {
    name: "audit",
    setting: "retention.auditDays",
    tables: [{ table: "audit_events", age: time("created_at"), account: EVERYBODY }],
  },
  {
    name: "revisions",
    setting: "retention.revisionsDays",
    // A state is as old as its end, so no object loses the one it has, nor the one it had when the kept time began.
    tables: [{ table: "revisions", age: time("superseded_at"), account: EVERYBODY }],
  },
  {
    name: "jobs",
    setting: "retention.jobsDays",
    tables: [
      {
        table: "jobs",
        age: time("created_at"),
        account: owner("actor_id"),
        where: "jobs.finished_at < {cutoff}",
        batchMax: 10,
      },
    ],
  },
  {
    name: "tokens",
    setting: "retention.tokensDays",
    tables: [
      {
        table: "tokens",
        age: time("created_at"),
        account: owner("user_id"),
        where: "(tokens.deleted_at < {cutoff} OR tokens.expires_at < {cutoff})",
      },
    ],
  },
  {
    name: "sessions",
    setting: "retention.sessionsDays",
    tables: [{ table: "sessions", age: time("expires_at"), account: owner("user_id") }],
  },
  {
    name: "throttles",
    setting: "retention.throttlesDays",
    tables: [
      {
        table: "throttles",
        age: time("window_start_at"),
        account: NOBODY,
        where: "(throttles.locked_until IS NULL OR throttles.locked_until < {cutoff})",
      },
    ],
  },
  {
    name: "forgedEvents",
    setting: "retention.forgedEventsDays",
    // Anybody can post nonsense to a public address; what providers really said is kept for ever. One table entry a verdict,
    // for the index that begins with it.
    tables: ["bad_signature", "too_large"].map((verdict) => ({
      table: "payment_events",
      age: time("created_at"),
      account: NOBODY,
      where: `payment_events.verdict = '${verdict}'`,
    })),
  },
  {
    name: "channelTests",
    setting: "retention.channelTestsDays",
    tables: [{ table: "channel_tests", age: { kind: "id", column: "id", prefix: "tst" }, account: NOBODY }],
  },
  {
    name: "reconciliations",
    setting: "retention.reconciliationsDays",
    tables: [
      {
        table: "reconciliation_runs",
        age: time("started_at"),
        account: NOBODY,
        where: "reconciliation_runs.status <> 'running'",
      },
    ],
  },
  {
    name: "slowQueries",
    setting: "retention.slowQueriesDays",
    tables: [{ table: "slow_queries", age: time("last_seen_at"), account: NOBODY }],
  },
];
