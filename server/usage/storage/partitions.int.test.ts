import { beforeAll, expect, test } from "vitest";
import { openSqlStore, type SqlStore } from "@/server/kernel/database/sql";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeLog } from "@/server/usage/testing/logs";
import { idBounds, monthOf } from "./months";
import { dropPartition, ensurePartitions, listPartitions, partitionEndingWith } from "./partitions";

const NOW = new Date("2026-11-15T12:00:00Z");
const NAMES = ["2026-11", "2026-12", "2027-01"].map((name) => name.replace("-", ""));

eachEngine(
  "partitions by month",
  (database) => {
    const input = () => ({ url: database.url, options: database.options, now: NOW });
    let store: SqlStore;

    beforeAll(async () => {
      // The first start: requests were logged before there was any partition.
      for (const at of [
        "2026-10-31T23:59:59Z",
        "2026-11-01T00:00:00Z",
        "2026-11-14T00:00:00Z",
        "2029-01-01T00:00:00Z",
      ]) {
        await makeLog(database.db, { createdAt: new Date(at) });
      }
      store = openSqlStore({ url: database.url, options: database.options });
      return () => store.close();
    });

    async function rowsIn(name: string): Promise<string[]> {
      const from = database.engine === "postgresql" ? name : `logs PARTITION (${name})`;
      const { rows } = await store.query(`SELECT id FROM ${from} ORDER BY id`);
      return rows.map((row) => String(row.id));
    }
    const partition = (digits: string) => (database.engine === "postgresql" ? `logs_p${digits}` : `p${digits}`);
    const rest = database.engine === "postgresql" ? "logs_rest" : "rest";

    test("several nodes at once make them once, for this month and two ahead, and move what lay elsewhere", async () => {
      const made = (await Promise.all([1, 2, 3].map(() => ensurePartitions(input())))).flat();
      expect(made.sort()).toEqual(["attempts", "logs"].flatMap((table) => NAMES.map((name) => `${table}_p${name}`)));
      expect(await ensurePartitions(input())).toEqual([]);
      const months = NAMES.map((_, index) => idBounds(monthOf(NOW, index)).toId);
      const listed = (await listPartitions(store, "logs")).map(({ toId }) => toId);
      expect(listed).toEqual(expect.arrayContaining(months));
      expect(await rowsIn(partition("202611"))).toHaveLength(2);
      expect(await database.db.log.count()).toBe(4);
    });

    test("a row lands in its month; one of a far month still finds a place", async () => {
      const december = await makeLog(database.db, { createdAt: new Date("2026-12-24T18:00:00Z") });
      const past = await makeLog(database.db, { createdAt: new Date("2020-01-01T00:00:00Z") });
      const future = await makeLog(database.db, { createdAt: new Date("2031-01-01T00:00:00Z") });
      expect(await rowsIn(partition("202612"))).toEqual([december.id]);
      expect(await rowsIn(rest)).toContain(future.id);
      expect(await database.db.log.findUnique({ where: { id: past.id } })).not.toBeNull();
    });

    test("the next month is made while requests are logged, and none is lost", async () => {
      let isDone = false;
      const ids: string[] = [];
      const writing = (async () => {
        while (!isDone) ids.push((await makeLog(database.db, { createdAt: new Date("2027-02-10T00:00:00Z") })).id);
      })();
      await ensurePartitions({ ...input(), now: new Date("2026-12-15T00:00:00Z") });
      isDone = true;
      await writing;
      expect(ids.length).toBeGreaterThan(0);
      expect(await database.db.log.count({ where: { id: { in: ids } } })).toBe(ids.length);
      const february = await rowsIn(partition("202702"));
      expect(february).toEqual(ids.sort());
    });

    test("a month goes with all its rows, unless somebody has a say in it", async () => {
      const { toId } = idBounds(monthOf(NOW));
      const november = partitionEndingWith(await listPartitions(store, "logs"), toId);
      if (!november) throw new Error("November has no partition.");
      const drop = (isRefused: boolean) =>
        dropPartition(store, { table: "logs", partition: november, isRefused: async () => isRefused });
      const ids = await rowsIn(partition("202611"));
      expect(await drop(true)).toBe(false);
      expect(await database.db.log.count({ where: { id: { in: ids } } })).toBe(2);
      expect(await drop(false)).toBe(true);
      expect(await database.db.log.count({ where: { id: { in: ids } } })).toBe(0);
      expect(await drop(false)).toBe(false);
      // A late row of the month that is gone is not refused.
      await makeLog(database.db, { id: newId("req", NOW.getTime()), createdAt: NOW });
    });

    test("a table that is read for long keeps its partition for now, and writers do not wait for that reader", async () => {
      const { toId } = idBounds(monthOf(NOW, 1));
      const december = partitionEndingWith(await listPartitions(store, "logs"), toId);
      if (!december) throw new Error("December has no partition.");
      await store.transaction(async (tx) => {
        await tx.query("SELECT count(*) FROM logs");
        const other = openSqlStore({ url: database.url, options: database.options });
        try {
          const isGone = await dropPartition(other, {
            table: "logs",
            partition: december,
            isRefused: async () => false,
          });
          expect(isGone).toBe(false);
        } finally {
          await other.close();
        }
      });
      await makeLog(database.db, { createdAt: new Date("2026-12-25T00:00:00Z") });
    });
  },
  { engines: ["postgresql", "mysql"] },
);
