import { afterEach, describe, expect, test } from "vitest";
import type { Db } from "@/server/kernel/database/client";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { makeLog } from "@/server/usage/testing/logs";
import { checkIndexes, checkIntegrity, getDatabaseHealth, listSlowQueries } from "./service";
import { SlowQueryRecorder } from "./slow-query-recorder";

eachEngine("database health", (database) => {
  const admin = async () => (await signedInAs(database.db, "admin")).ctx;

  test("says what each table takes and how old it is, and counts partitions with their table", async () => {
    const oldest = new Date("2026-01-31T12:00:00.123Z");
    await makeLog(database.db, { createdAt: oldest });
    const health = await getDatabaseHealth(await admin());
    const names = health.tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["logs", "users", "traffic_hours", "slow_queries"]));
    expect(names).not.toContain("logs_rest");
    expect(new Set(names).size).toBe(names.length);
    expect(health.tables.find(({ name }) => name === "logs")?.oldestAt).toEqual(oldest);
    expect(health.sizeBytes).toBeGreaterThan(100_000);
    expect(health.engine).toBe(database.engine);
    expect(health.version).toMatch(/^\d+\./);
  });

  test("shows the pools of this process, and connections where there is a server", async () => {
    await readStoreOf(database.db).query("SELECT 1 AS one");
    const health = await getDatabaseHealth(await admin());
    expect(health.pools.map(({ purpose }) => purpose)).toContain("reads");
    if (database.engine === "sqlite") {
      expect(health.connections).toEqual({ value: null, unreadable: "unsupported" });
      expect(health.file).toMatchObject({ journalMode: "wal", isSizeEstimated: false });
    } else {
      expect(health.connections.value?.used).toBeGreaterThan(0);
      expect(health.connections.value?.max).toBeGreaterThan(10);
      expect(health.cacheHitShare.value).toBeGreaterThan(0);
      expect(health.lockWaits.value).toEqual([]);
    }
  });

  test("finds nothing to mend in a database that the migrations have just made", async () => {
    const { findings, indexCount } = await checkIndexes(await admin());
    expect(findings).toEqual([]);
    expect(indexCount).toBeGreaterThan(50);
  });

  describe("an index that is gone", () => {
    const drop = (db: Db, table: string, name: string) =>
      db.$executeRawUnsafe(database.engine === "mysql" ? `DROP INDEX ${name} ON ${table}` : `DROP INDEX ${name}`);

    test.each([
      ["of a plain table", "audit_events", "audit_events_created_at_id_idx"],
      ["of a table in parts, with its condition", "logs", "logs_error_code_id_idx"],
      ["that keeps names apart", "users", "users_username_key"],
    ])("%s is found, and the statements shown bring it back", async (_case, table, name) => {
      const ctx = await admin();
      await drop(database.db, table, name);
      const [finding, ...others] = (await checkIndexes(ctx)).findings;
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ fault: "missing", table, name });
      for (const statement of finding?.statements ?? []) await database.db.$executeRawUnsafe(statement);
      expect((await checkIndexes(ctx)).findings).toEqual([]);
    });

    test("is not missed while another serves the same columns", async () => {
      const ctx = await admin();
      await drop(database.db, "jobs", "jobs_created_at_id_idx");
      await database.db.$executeRawUnsafe("CREATE INDEX my_own ON jobs (created_at, id)");
      expect((await checkIndexes(ctx)).findings).toEqual([]);
    });
  });

  test("an index that no migration made is shown with what takes it away", async () => {
    const ctx = await admin();
    await database.db.$executeRawUnsafe("CREATE INDEX somebodys_own ON users (version)");
    const [finding] = (await checkIndexes(ctx)).findings;
    expect(finding).toMatchObject({ fault: "foreign", name: "somebodys_own", table: "users" });
    for (const statement of finding?.statements ?? []) await database.db.$executeRawUnsafe(statement);
    expect((await checkIndexes(ctx)).findings).toEqual([]);
  });

  describe("slow statements", () => {
    let recorder: SlowQueryRecorder | undefined;
    const record = (node: string) => {
      recorder = new SlowQueryRecorder({ db: database.db, node, thresholdMs: () => 0 });
      recorder.start();
      return recorder;
    };
    afterEach(async () => {
      await recorder?.stop();
    });

    test("are kept with their plan and without the values, counted, and told apart by node", async () => {
      const ctx = await admin();
      const node = newId("nod").slice(0, 20);
      const started = record(node);
      const secret = `mail-${newId("usr")}`;
      await database.db.user.findMany({ where: { email: secret }, select: { id: true } });
      await database.db.user.findMany({ where: { email: `${secret}-2` }, select: { id: true } });
      await started.flush();
      await started.stop();
      const kept = (await listSlowQueries(ctx)).filter((row) => row.node === node);
      const found = kept.find(({ statement }) => /users/.test(statement) && /email/.test(statement));
      expect(found).toMatchObject({ callCount: 2 });
      expect(found?.longestMs).toBeGreaterThanOrEqual(0);
      expect(found?.queryPlan).not.toBe("");
      expect(JSON.stringify(kept)).not.toContain(secret);
      expect(kept.some(({ statement }) => statement.includes("slow_queries"))).toBe(false);
    });

    test("are the same statement with lists of any length", async () => {
      const ctx = await admin();
      const node = newId("nod").slice(0, 20);
      const started = record(node);
      for (const count of [2, 5]) {
        const ids = Array.from({ length: count }, () => newId("usr"));
        await database.db.user.findMany({ where: { id: { in: ids } }, select: { id: true } });
      }
      await started.stop();
      const kept = (await listSlowQueries(ctx)).filter((row) => row.node === node && row.statement.includes("(…)"));
      expect(kept.map(({ callCount }) => callCount)).toEqual([2]);
    });

    test("below the threshold leave no trace", async () => {
      const node = newId("nod").slice(0, 20);
      const quiet = new SlowQueryRecorder({ db: database.db, node, thresholdMs: () => 60_000 });
      quiet.start();
      await database.db.user.findMany({ take: 1 });
      await quiet.stop();
      expect(await database.db.slowQuery.count({ where: { nodeId: node } })).toBe(0);
    });
  });

  test("a file is read through for faults; a server is not ours to read", async () => {
    const ctx = await admin();
    if (database.engine === "sqlite") expect(await checkIntegrity(ctx)).toMatchObject({ faults: [] });
    else await expect(checkIntegrity(ctx)).rejects.toMatchObject({ reason: "database.check_unsupported" });
  });

  test("is nobody's business but the admins'", async () => {
    const { ctx } = await signedInAs(database.db, "operator");
    for (const call of [getDatabaseHealth, checkIndexes, listSlowQueries, checkIntegrity]) {
      await expect(call(ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
