import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { siblingModule } from "./source-module";
import { isSqliteStore, openSqlStore, type SqlStore } from "./sql";
import { sqlFault } from "./sql-fault";
import { asBigInt, asNumber, asTime } from "./sql-values";

eachEngine("the raw door to the database", (database) => {
  let store: SqlStore;

  beforeAll(() => {
    const sqliteProgram = siblingModule(import.meta.url, "testing/counter-program");
    store = openSqlStore({ url: database.url, options: database.options, sqliteProgram });
  });

  afterAll(async () => {
    await store.close();
  });

  const insertTopic = async (topic: string, version: bigint) => {
    const { placeholder } = store.dialect;
    const sql = `INSERT INTO state_versions (topic, version) VALUES (${placeholder(0)}, ${placeholder(1)})`;
    return store.query(sql, [topic, version]);
  };
  const versionOf = async (topic: string) => {
    const sql = `SELECT version FROM state_versions WHERE topic = ${store.dialect.placeholder(0)}`;
    const { rows } = await store.query(sql, [topic]);
    return rows[0] === undefined ? null : asBigInt(rows[0].version);
  };
  const add = (topic: string) =>
    [`UPDATE state_versions SET version = version + 1 WHERE topic = ${store.dialect.placeholder(0)}`, [topic]] as const;

  test("a quota above 2^53 keeps every digit", async () => {
    const quota = 9_007_199_254_740_993n;
    await insertTopic("big", quota);
    expect(await versionOf("big")).toBe(quota);
    expect((await database.db.stateVersion.findUniqueOrThrow({ where: { topic: "big" } })).version).toBe(quota);
  });

  test("a time written by Prisma and one written raw are the same instant, to the millisecond", async () => {
    const at = new Date("2026-03-29T01:30:00.123Z");
    const { placeholder, time, quote } = store.dialect;
    const ids = [newId("nod"), newId("nod")] as const;
    await database.db.node.create({
      data: { id: ids[0], role: "all", hostname: "a", version: "1", startedAt: at, lastSeenAt: at },
    });
    await store.query(
      `INSERT INTO nodes (id, role, hostname, version, started_at, last_seen_at) VALUES ${store.dialect.rows(1, 6)}`,
      [ids[1], "all", "b", "1", at, time(at.getTime())],
    );
    const marks = `${placeholder(0)} AND ${quote("last_seen_at")} = ${placeholder(1)} AND id IN (${placeholder(2)}, ${placeholder(3)})`;
    const { rows } = await store.query(`SELECT started_at, last_seen_at FROM nodes WHERE started_at = ${marks}`, [
      at,
      at,
      ...ids,
    ]);
    expect(rows.map((row) => asTime(row.started_at).toISOString())).toEqual([at.toISOString(), at.toISOString()]);
    const read = await database.db.node.findMany({ where: { startedAt: at, id: { in: [...ids] } } });
    expect(read.map((node) => node.lastSeenAt.toISOString())).toEqual([at.toISOString(), at.toISOString()]);
  });

  test("the default time of a row that raw SQL leaves out is now, as Prisma reads it", async () => {
    const id = newId("nod");
    const now = Date.now();
    const at = store.dialect.time(now);
    await store.query(
      `INSERT INTO nodes (id, role, hostname, version, last_seen_at) VALUES ${store.dialect.rows(1, 5)}`,
      [id, "all", "c", "1", at],
    );
    const node = await database.db.node.findUniqueOrThrow({ where: { id } });
    expect(Math.abs(node.startedAt.getTime() - now)).toBeLessThan(5_000);
  });

  test("a transaction is seen whole after its end, and not at all when it fails", async () => {
    await insertTopic("tx", 0n);
    await store.transaction(async (tx) => {
      await tx.query(...add("tx"));
      await tx.query(...add("tx"));
    });
    expect(await versionOf("tx")).toBe(2n);
    const failing = store.transaction(async (tx) => {
      await tx.query(...add("tx"));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await versionOf("tx")).toBe(2n);
  });

  test("a transaction ends with its last statement, which undoes all of it when it fails", async () => {
    await insertTopic("last", 0n);
    await store.transaction(async (tx) => {
      await tx.query(...add("last"));
      await tx.queryLast(...add("last"));
    });
    expect(await versionOf("last")).toBe(2n);
    const failing = store.transaction(async (tx) => {
      await tx.query(...add("last"));
      await tx.queryLast("INSERT INTO state_versions (topic, version) VALUES ('last', 0)");
    });
    expect(sqlFault(await failing.catch((error: unknown) => error))).toBe("unique");
    expect(await versionOf("last")).toBe(2n);
    // The connection is as good as before.
    expect((await store.query(...add("last"))).affected).toBe(1);
  });

  test("the number of affected rows tells whether a guard held", async () => {
    await insertTopic("guard", 5n);
    const { placeholder } = store.dialect;
    const sql = `UPDATE state_versions SET version = version - ${placeholder(0)} WHERE topic = ${placeholder(1)} AND version >= ${placeholder(2)}`;
    expect((await store.query(sql, [4n, "guard", 4n])).affected).toBe(1);
    expect((await store.query(sql, [4n, "guard", 4n])).affected).toBe(0);
  });

  test("a row that a unique key refuses is told from other faults", async () => {
    await insertTopic("unique", 0n);
    const again = insertTopic("unique", 0n);
    await expect(again).rejects.toSatisfy((error) => sqlFault(error) === "unique");
    await expect(store.query("SELECT nothing FROM nowhere")).rejects.toSatisfy((error) => sqlFault(error) === "other");
  });

  test("a balance below zero is refused by the database itself", async () => {
    const id = newId("usr");
    const now = new Date();
    const data = { id, username: id, displayName: id, searchText: id, role: "user", createdAt: now };
    await database.db.user.create({ data });
    const spend = store.query(`UPDATE users SET balance = balance - 1 WHERE id = ${store.dialect.placeholder(0)}`, [
      id,
    ]);
    await expect(spend).rejects.toThrow(/check/i);
  });

  test("50 concurrent transactions that add one each add 50", async () => {
    await insertTopic("many", 0n);
    await Promise.all(Array.from({ length: 50 }, () => store.transaction((tx) => tx.query(...add("many")))));
    expect(await versionOf("many")).toBe(50n);
  });

  test("sums come out as numbers on every engine", async () => {
    const { rows } = await store.query(
      "SELECT COUNT(*) AS count, COALESCE(SUM(version), 0) AS total FROM state_versions",
    );
    expect(asNumber(rows[0]?.count)).toBeGreaterThan(0);
    expect(asBigInt(rows[0]?.total)).toBeGreaterThan(0n);
  });

  if (database.engine === "sqlite") {
    const sqlite = () => {
      if (isSqliteStore(store)) return store;
      throw new Error("not a SQLite store");
    };

    test("the writer thread runs a program of ours in one transaction and hands back its result", async () => {
      await insertTopic("access", 0n);
      expect(await sqlite().program("add", 5)).toMatchObject({ id: expect.stringMatching(/^req_/), version: 5 });
      await expect(sqlite().program("fail", 5)).rejects.toThrow("the program failed");
      expect(await versionOf("access")).toBe(5n);
    });

    test("waiting for another process's lock does not stop the event loop", async () => {
      await insertTopic("busy", 0n);
      const other = openSqlStore({ url: database.url, options: database.options });
      const delay = monitorEventLoopDelay({ resolution: 1 });
      const waiting = await other.transaction(async (tx) => {
        await tx.query(...add("busy"));
        const write = { promise: sqlite().query(...add("busy")) };
        delay.enable();
        for (let tick = 0; tick < 50; tick += 1) await setTimeout(2);
        delay.disable();
        return write;
      });
      await waiting.promise;
      expect(await versionOf("busy")).toBe(2n);
      expect(delay.max / 1e6).toBeLessThan(100);
      await other.close();
    });
  }
});
