import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { readPools } from "./pool-watch";
import { readStoreOf } from "./read-store";
import { openSqlStore } from "./sql";
import { type RunStatement, watchStatements } from "./statement-watch";

eachEngine("watched statements", (database) => {
  const seenDuring = async (work: () => Promise<unknown>): Promise<RunStatement[]> => {
    const seen: RunStatement[] = [];
    const stop = watchStatements((statement) => seen.push(statement));
    await work().finally(stop);
    return seen;
  };

  test("a listener hears of records, of transactions, of batches and of reads, and of nothing once it has ended", async () => {
    const { db } = database;
    const username = newId("usr");
    const records = await seenDuring(() =>
      db.$transaction((tx) => tx.user.findMany({ where: { username }, select: { id: true } })),
    );
    const read = records.find(({ sql, values }) => sql.includes("users") && values.includes(username));
    expect(read).toMatchObject({ engine: database.engine, isFailed: false });
    expect(read?.tookMs).toBeGreaterThan(0);

    const store = openSqlStore({ url: database.url, options: database.options });
    const batches = await seenDuring(() => store.transaction((tx) => tx.query("SELECT 41 AS batch")));
    expect(batches.map(({ sql }) => sql)).toContain("SELECT 41 AS batch");
    await store.close();

    const reads = await seenDuring(() => readStoreOf(db).query("SELECT 42 AS many"));
    expect(reads.map(({ sql }) => sql)).toEqual(["SELECT 42 AS many"]);

    const seen: RunStatement[] = [];
    watchStatements((statement) => seen.push(statement))();
    await readStoreOf(db).query("SELECT 43 AS nobody");
    expect(seen).toEqual([]);
  });

  test("a statement that fails is told as failed, and its error passes through", async () => {
    let failure: unknown;
    const seen = await seenDuring(async () => {
      failure = await readStoreOf(database.db)
        .query("SELECT nothing FROM nowhere")
        .catch((error: unknown) => error);
    });
    expect(failure).toBeInstanceOf(Error);
    expect(seen).toMatchObject([{ isFailed: true }]);
  });

  test("pools say what they are for while they are open, and are forgotten once closed", async () => {
    const store = openSqlStore({ url: database.url, options: database.options, purpose: "batches" });
    const batches = () => readPools().find(({ purpose }) => purpose === "batches");
    const before = batches()?.max ?? 0;
    await store.query("SELECT 1 AS one");
    expect(before).toBeGreaterThan(0);
    expect(batches()?.open).toBeGreaterThan(0);
    await store.close();
    expect(batches()?.max ?? 0).toBeLessThan(before);
  });
});
