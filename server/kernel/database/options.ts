import { env } from "../env";

/** How connections are opened; every value comes from the environment. */
export type DatabaseOptions = {
  poolMax: number;
  connectTimeoutMs: number;
  statementTimeoutMs: number;
  idleTimeoutMs: number;
  maxLifetimeSeconds: number;
  connectRetrySeconds: number;
  sqliteBusyTimeoutMs: number;
  sqliteSynchronous: "OFF" | "NORMAL" | "FULL" | "EXTRA";
  /**
   * PostgreSQL plans each statement for its very values. The plan it keeps for any value walks back through all logs for a
   * model that has few.
   */
  isPlannedForValues?: boolean;
};

export function databaseOptions(): DatabaseOptions {
  return {
    poolMax: env.databasePoolMax,
    connectTimeoutMs: env.databaseConnectTimeoutMs,
    statementTimeoutMs: env.databaseStatementTimeoutMs,
    idleTimeoutMs: env.databaseIdleTimeoutMs,
    maxLifetimeSeconds: env.databaseMaxLifetimeSeconds,
    connectRetrySeconds: env.databaseConnectRetrySeconds,
    sqliteBusyTimeoutMs: env.sqliteBusyTimeoutMs,
    sqliteSynchronous: env.sqliteSynchronous,
  };
}
