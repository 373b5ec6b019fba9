import { setImmediate } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { makeUser, systemOf } from "@/server/testing/people";
import {
  bumpAccountVersion,
  changedAccounts,
  forgetOldChanges,
  nameChangedAccount,
  readTopicChanges,
} from "./state-change";
import { bumpStateVersion, readStateVersions } from "./state-version";
import { withTransaction } from "./transaction";

const WRITERS = 6;
const CHANGES_A_WRITER = 5;

eachEngine("changes of accounts", (database) => {
  const system = () => systemOf(database.db);
  const change = (accountId: string) => withTransaction(system(), (tx) => bumpAccountVersion(tx, "access", accountId));
  const versionNow = async () =>
    (await readStateVersions(database.db)).find(({ topic }) => topic === "access")?.version ?? 0n;
  const changesSince = async (from: bigint | null) =>
    readTopicChanges(database.db, { topic: "access", from, to: await versionNow() });
  const accountsSince = async (from: bigint | null) => {
    const accounts = changedAccounts([await changesSince(from)]);
    return accounts && [...accounts].sort();
  };

  beforeAll(() => withTransaction(system(), (tx) => bumpStateVersion(tx, "access")));

  test("say whose they are, those that are rolled back not at all", async () => {
    const from = await versionNow();
    await change("usr_a");
    const undone = withTransaction(system(), async (tx) => {
      await bumpAccountVersion(tx, "access", "usr_undone");
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    await withTransaction(system(), async (tx) => {
      await bumpAccountVersion(tx, "access", null);
      await nameChangedAccount(tx, "access", "usr_b");
    });
    expect(await accountsSince(from)).toEqual(["usr_a", "usr_b"]);
    expect(await accountsSince(await versionNow())).toEqual([]);
  });

  test("without an account are changes of all, also among others in one transaction", async () => {
    const from = await versionNow();
    await withTransaction(system(), async (tx) => {
      await bumpAccountVersion(tx, "access", null);
      await bumpAccountVersion(tx, "access", "usr_a");
    });
    expect(await accountsSince(from)).toBeNull();
    await change("usr_b");
    const { completeFrom, to } = await changesSince(from);
    expect(completeFrom).toBe(to - 2n);
    expect(await accountsSince(completeFrom)).toEqual(["usr_a", "usr_b"]);
  });

  test("of too many accounts are changes of all, and so are those of a counter that went back or was never seen", async () => {
    const from = await versionNow();
    const createdAt = new Date();
    await database.db.stateVersion.update({ where: { topic: "access" }, data: { version: from + 1_200n } });
    const rows = Array.from({ length: 1_200 }, (_, index) => ({
      topic: "access",
      version: from + BigInt(index) + 1n,
      accountId: `usr_${index}`,
      createdAt,
    }));
    await database.db.stateChange.createMany({ data: rows });
    expect(await accountsSince(from)).toBeNull();
    expect(await accountsSince(from + 1_100n)).toHaveLength(100);
    expect(await accountsSince(null)).toBeNull();
    expect(await accountsSince(from + 5_000n)).toBeNull();
  });

  test("that are forgotten are changes of all", async () => {
    const from = await versionNow();
    await change("usr_a");
    expect(await accountsSince(from)).toEqual(["usr_a"]);
    const tomorrow = () => new Date(Date.now() + 86_400_000);
    await forgetOldChanges({ ...system(), clock: tomorrow });
    expect(await accountsSince(from)).toBeNull();
  });

  test("are never missed by who looks while many are committed: each is seen once, and its account as it is by then", async () => {
    const users = await Promise.all(Array.from({ length: WRITERS }, () => makeUser(database.db)));
    const start = await versionNow();
    let isWriting = true;
    const writers = users.map(async ({ id }) => {
      for (let round = 1; round <= CHANGES_A_WRITER; round += 1) {
        await withTransaction(system(), async (tx) => {
          // Some raise the counter first and write behind its lock, some write first.
          if (round % 2 === 0) await bumpAccountVersion(tx, "access", id);
          await tx.db.user.update({ where: { id }, data: { version: { increment: 1 } } });
          if (round % 2 === 1) await bumpAccountVersion(tx, "access", id);
        });
      }
    });
    const seen = new Map<string, number>();
    const look = async (from: bigint) => {
      const { to, completeFrom, rows } = await changesSince(from);
      expect(completeFrom).toBeLessThanOrEqual(from);
      for (const { accountId } of rows) seen.set(accountId, (seen.get(accountId) ?? 0) + 1);
      for (const accountId of new Set(rows.map((row) => row.accountId))) {
        const { version } = await database.db.user.findUniqueOrThrow({ where: { id: accountId } });
        expect(version).toBeGreaterThan(seen.get(accountId) ?? 0);
      }
      return to;
    };
    const reader = (async () => {
      let from = start;
      while (isWriting) {
        from = await look(from);
        // Statements of SQLite end within their own turn: without this the writers would never have theirs.
        await setImmediate();
      }
      await look(from);
    })();
    await Promise.all(writers).finally(() => {
      isWriting = false;
    });
    await reader;
    expect(await versionNow()).toBe(start + BigInt(WRITERS * CHANGES_A_WRITER));
    expect(seen).toEqual(new Map(users.map(({ id }) => [id, CHANGES_A_WRITER])));
  });
});

eachEngine(
  "two changes at once",
  (database) => {
    test("wait for each other: a later version is never seen before an earlier one is committed", async () => {
      const system = systemOf(database.db);
      const bump = (accountId: string) =>
        withTransaction(system, (tx) => bumpAccountVersion(tx, "identity", accountId));
      await bump("usr_before");
      const versionNow = async () =>
        (await readStateVersions(database.db)).find(({ topic }) => topic === "identity")?.version ?? 0n;
      const from = await versionNow();
      const gate = Promise.withResolvers<void>();
      const isFirstIn = Promise.withResolvers<void>();
      const first = withTransaction(system, async (tx) => {
        await bumpAccountVersion(tx, "identity", "usr_first");
        isFirstIn.resolve();
        await gate.promise;
      });
      await isFirstIn.promise;
      let isSecondOver = false;
      const second = bump("usr_second").then(() => {
        isSecondOver = true;
      });
      // Time enough for the second to be through many times over, were there nothing in its way.
      for (let look = 0; look < 50; look += 1) expect(await versionNow()).toBe(from);
      expect(isSecondOver).toBe(false);
      gate.resolve();
      await Promise.all([first, second]);
      const { rows } = await readTopicChanges(database.db, { topic: "identity", from, to: await versionNow() });
      expect(rows).toEqual([
        { version: from + 1n, accountId: "usr_first" },
        { version: from + 2n, accountId: "usr_second" },
      ]);
    });
  },
  { engines: ["postgresql", "mysql"] },
);
