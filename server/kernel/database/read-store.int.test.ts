import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { readStoreOf } from "./read-store";
import { ReadTimeoutError } from "./read-timeout";

/** Counts a billion combinations: nobody waits for its end. */
const ENDLESS = (numbers: string) =>
  `SELECT count(*) AS n FROM ${numbers} a CROSS JOIN ${numbers} b CROSS JOIN ${numbers} c`;
const NUMBERS = {
  sqlite: "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 400) SELECT n FROM t)",
  postgresql: "(SELECT generate_series(1, 1500) AS n)",
  mysql: "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 1000) SELECT n FROM t)",
};

eachEngine("the reading side", (database) => {
  test("sees what is committed, and values in their place", async () => {
    const id = newId("usr");
    await database.db.user.create({
      data: { id, username: id, displayName: "Ann", searchText: "ann", role: "user", balance: 7n },
    });
    const store = readStoreOf(database.db);
    const rows = await store.query(`SELECT username, balance FROM users WHERE id = ${store.dialect.placeholder(0)}`, [
      id,
    ]);
    expect(rows).toEqual([{ username: id, balance: expect.anything() }]);
    expect(Number(rows[0]?.balance)).toBe(7);
  });

  test("gives a question up at its deadline, and answers the next", async () => {
    const store = readStoreOf(database.db);
    const endless = store.query(ENDLESS(NUMBERS[database.engine]), [], { timeoutMs: 100 });
    await expect(endless).rejects.toThrow(ReadTimeoutError);
    expect(await store.query("SELECT 1 AS one")).toHaveLength(1);
  });

  test("has nothing to say inside a transaction", async () => {
    await database.db.$transaction(async (tx) => {
      expect(() => readStoreOf(tx as typeof database.db)).toThrow(/before it begins/);
    });
  });
});
