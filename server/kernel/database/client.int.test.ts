import { describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { prismaCode } from "../errors";
import { createDb, type Db, getDb } from "./client";

async function createUser(db: Db, balance = 0n): Promise<string> {
  const id = newId("usr");
  await db.user.create({ data: { id, username: id, displayName: id, searchText: id, role: "user", balance } });
  return id;
}

const balanceOf = async (db: Db, id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).balance;

/** A promise and the function that fulfils it: lets a test hold a transaction open exactly as long as it wants. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

eachEngine("the database client", (database) => {
  test("is the one getDb gives", () => {
    expect(getDb()).toBe(database.db);
  });

  test("a write beside an open transaction stays when that transaction rolls back", async () => {
    const { db } = database;
    const [inside, beside] = [await createUser(db), await createUser(db)];
    const [wrote, finish] = [gate(), gate()];
    const transaction = db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: inside }, data: { balance: 1n } });
      wrote.open();
      await finish.opened;
      throw new Error("rolled back");
    });
    await wrote.opened;
    const write = db.user.update({ where: { id: beside }, data: { balance: 7n } }).then((user) => user.balance);
    expect(await balanceOf(db, inside)).toBe(0n);
    finish.open();
    await expect(transaction).rejects.toThrow("rolled back");
    expect(await write).toBe(7n);
    expect(await balanceOf(db, beside)).toBe(7n);
    expect(await balanceOf(db, inside)).toBe(0n);
  });

  test("20 concurrent increments all count", async () => {
    const { db } = database;
    const id = await createUser(db);
    const add = () => db.user.update({ where: { id }, data: { balance: { increment: 1n } } });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await balanceOf(db, id)).toBe(20n);
  });

  test("of 20 guarded changes only as many happen as the balance allows", async () => {
    const { db } = database;
    const id = await createUser(db, 5n);
    const spend = () =>
      db.user.updateMany({ where: { id, balance: { gte: 1n } }, data: { balance: { decrement: 1n } } });
    const results = await Promise.all(Array.from({ length: 20 }, spend));
    expect(results.filter((result) => result.count === 1)).toHaveLength(5);
    expect(await balanceOf(db, id)).toBe(0n);
  });

  test("20 concurrent transactions of several statements all happen", async () => {
    const { db } = database;
    const id = await createUser(db, 100n);
    const move = () =>
      db.$transaction(async (tx) => {
        const { count } = await tx.user.updateMany({
          where: { id, balance: { gte: 2n } },
          data: { balance: { decrement: 2n } },
        });
        await tx.user.update({ where: { id }, data: { requestCount: { increment: BigInt(count) } } });
      });
    await Promise.all(Array.from({ length: 20 }, move));
    expect(await balanceOf(db, id)).toBe(60n);
  });

  test("a duplicate is P2002 and a missing row is P2025 on every engine", async () => {
    const { db } = database;
    const id = await createUser(db);
    const again = { id: newId("usr"), username: id, displayName: id, searchText: id, role: "user" };
    await expect(db.user.create({ data: again })).rejects.toSatisfy((error) => prismaCode(error) === "P2002");
    const missing = db.user.update({ where: { id: newId("usr") }, data: { balance: 1n } });
    await expect(missing).rejects.toSatisfy((error) => prismaCode(error) === "P2025");
  });

  test("names are told apart by case, and times keep their milliseconds in every zone", async () => {
    const { db } = database;
    const id = newId("usr");
    const at = new Date("2026-10-25T00:59:59.999Z");
    const person = { displayName: "A", searchText: "a", role: "user", createdAt: at };
    await db.user.create({ data: { ...person, id, username: `${id}-Ann` } });
    await db.user.create({ data: { ...person, id: newId("usr"), username: `${id}-ann` } });
    const found = await db.user.findMany({ where: { username: `${id}-Ann`, createdAt: at } });
    expect(found.map((user) => [user.id, user.createdAt.toISOString()])).toEqual([[id, at.toISOString()]]);
  });

  test("a transaction that runs out of time is undone and lets others go on", async () => {
    const { db } = database;
    const id = await createUser(db);
    const [never, wrote] = [gate(), gate()];
    const slow = db.$transaction(
      async (tx) => {
        await tx.user.update({ where: { id }, data: { balance: 99n } });
        wrote.open();
        await never.opened;
      },
      { timeout: 50 },
    );
    await wrote.opened;
    await expect
      .poll(() => db.user.updateMany({ where: { id, balance: 0n }, data: { balance: 3n } }).then(({ count }) => count))
      .toBe(1);
    never.open();
    await expect(slow).rejects.toThrow();
    expect(await balanceOf(db, id)).toBe(3n);
  });

  if (database.engine === "sqlite") {
    test("a transaction that waited too long for its turn leaves no lock behind", async () => {
      const { db } = database;
      const id = await createUser(db);
      const finish = gate();
      const started = gate();
      const holder = db.$transaction(async (tx) => {
        await tx.user.update({ where: { id }, data: { balance: 1n } });
        started.open();
        await finish.opened;
      });
      await started.opened;
      const impatient = db.$transaction(
        (tx) => tx.user.update({ where: { id }, data: { balance: { increment: 10n } } }),
        { maxWait: 20, timeout: 300 },
      );
      await expect(impatient).rejects.toThrow();
      finish.open();
      await holder;
      await db.user.update({ where: { id }, data: { balance: { increment: 1n } } });
      expect(await balanceOf(db, id)).toBe(2n);
    });

    describe("two processes on one SQLite file", () => {
      test("wait for each other's writes without an error", async () => {
        const { db } = database;
        const other = createDb(database.url, database.options);
        const id = await createUser(db);
        const add = (client: Db) => client.$transaction((tx) => increment(tx, id));
        const increment = (tx: Pick<Db, "user">, userId: string) =>
          tx.user.update({ where: { id: userId }, data: { balance: { increment: 1n } } });
        const work = Array.from({ length: 100 }, (_, index) => {
          const client = index % 2 === 0 ? db : other;
          return index % 4 < 2 ? add(client) : increment(client, id);
        });
        await Promise.all(work);
        expect(await balanceOf(db, id)).toBe(100n);
        await other.$disconnect();
      });
    });
  }
});
