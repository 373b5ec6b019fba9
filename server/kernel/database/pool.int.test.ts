import { afterAll, beforeAll, expect, test } from "vitest";
import { eachEngine, type TestDatabase } from "@/server/testing/database";
import { createDb, type Db } from "./client";
import { openSqlStore, type SqlStore } from "./sql";
import { sqlFault } from "./sql-fault";
import { asNumber } from "./sql-values";

const STATEMENT_TIMEOUT_MS = 300;

/** What only servers have: sessions with settings, which can be slow or cut off. */
const ENGINES = ["postgresql", "mysql"] as const;

function describeConnections(database: TestDatabase): void {
  let store: SqlStore;
  let db: Db;
  const isPostgresql = database.engine === "postgresql";

  beforeAll(() => {
    const options = { ...database.options, poolMax: 3, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
    store = openSqlStore({ url: database.url, options });
    db = createDb(database.url, options);
  });

  afterAll(async () => {
    await store.close();
    await db.$disconnect();
  });

  test("run in UTC, and read only what is committed", async () => {
    const sql = isPostgresql
      ? "SELECT name, setting AS value FROM pg_settings WHERE name IN ('TimeZone', 'transaction_isolation')"
      : "SHOW SESSION VARIABLES WHERE Variable_name IN ('time_zone', 'tx_isolation', 'transaction_isolation')";
    const { rows } = await store.query(sql);
    const values = rows.map((row) =>
      String(row.value ?? row.Value)
        .toLowerCase()
        .replace("-", " "),
    );
    expect(new Set(values)).toEqual(new Set([isPostgresql ? "utc" : "+00:00", "read committed"]));
  });

  test("give a statement up after its time-out", async () => {
    const slow = store.query(isPostgresql ? "SELECT pg_sleep(5)" : "SELECT SLEEP(5) FROM information_schema.tables");
    await expect(slow).rejects.toSatisfy((error) => sqlFault(error) === "unavailable");
    expect((await store.query("SELECT 1 AS one")).rows).toHaveLength(1);
  });

  test("never number more than the pool allows", async () => {
    const sleep = isPostgresql ? "SELECT pg_sleep(0.05)" : "SELECT SLEEP(0.05)";
    await Promise.all(Array.from({ length: 9 }, () => store.query(sleep)));
    const count = isPostgresql
      ? "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gatehouse'"
      : "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = DATABASE()";
    const { rows } = await store.query(count);
    // The kit's own client has a pool beside the two of this test.
    expect(asNumber(rows[0]?.n)).toBeLessThanOrEqual(3 + 3 + database.options.poolMax);
  });

  test("come back by themselves after the server has cut them all off", async () => {
    await Promise.all([db.user.count(), store.query("SELECT 1 AS one")]);
    await cutOffAll();
    await expect.poll(() => db.user.count().catch(() => -1), { timeout: 10_000 }).toBeGreaterThanOrEqual(0);
    const ask = () =>
      store.query("SELECT 1 AS one").then(
        (result) => result.affected,
        () => 0,
      );
    await expect.poll(ask, { timeout: 10_000 }).toBe(1);
  });

  async function cutOffAll(): Promise<void> {
    const killer = openSqlStore({ url: database.url, options: { ...database.options, poolMax: 1 } });
    if (isPostgresql) {
      const others = "datname = current_database() AND pid <> pg_backend_pid()";
      await killer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
    } else {
      const others = "db = DATABASE() AND id <> CONNECTION_ID()";
      const { rows } = await killer.query(`SELECT id FROM information_schema.processlist WHERE ${others}`);
      for (const row of rows) await killer.query(`KILL ${asNumber(row.id)}`);
    }
    await killer.close();
  }
}

eachEngine("the connections of a server", describeConnections, { engines: ENGINES });
