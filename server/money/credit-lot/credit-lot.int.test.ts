import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { post } from "@/server/money/ledger/post";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { creditWithExpiry } from "./credit";
import { endDueLots } from "./end-due";
import { listCreditLots } from "./service";
import { PursedWallet } from "./testing/pursed-wallet";

const DAY_MS = 86_400_000;
const START = new Date("2026-03-01T10:00:00Z");

eachEngine("credit that ends", (database) => {
  const on = (day: number): ServiceContext => ({
    ...systemOf(database.db),
    clock: () => new Date(START.getTime() + day * DAY_MS),
  });
  // The logs of the hours below are long deleted: only what they add up to is left.
  beforeAll(async () => {
    await database.db.watermark.create({ data: { name: "logs_removed", at: new Date(3_600_000) } });
  });

  const userNow = (id: string) => database.db.user.findUniqueOrThrow({ where: { id } });
  const expiries = (userId: string) =>
    database.db.ledgerEntry.findMany({ where: { userId, kind: "expire" }, orderBy: { id: "asc" } });

  function credit(userId: string, amount: bigint, days: number | null, day = 0) {
    const posting = { userId, amount, kind: "redeem", reason: "", idempotencyKey: newId("rdu") } as const;
    return withTransaction(on(day), (tx) => creditWithExpiry(tx, { ...posting, days }));
  }

  /** What a settled request leaves behind: less balance, more spent, an entry, and the hour's roll-up. */
  async function spend(userId: string, amount: bigint): Promise<void> {
    await withTransaction(on(0), async (tx) => {
      const idempotencyKey = newId("req");
      await post(tx, { userId, amount: -amount, kind: "consume", reason: "", idempotencyKey });
      await tx.db.user.update({ where: { id: userId }, data: { usedQuota: { increment: amount } } });
      await tx.db.usageHour.create({
        data: {
          hourAt: new Date(0),
          userId,
          tokenId: idempotencyKey,
          channelId: "",
          groupName: "",
          model: "",
          quota: amount,
        },
      });
    });
  }

  test("takes back what was not spent, once, with an entry that names the credit", async () => {
    const user = await makeUser(database.db);
    const { entryId, endsAt } = await credit(user.id, 100n, 30);
    await credit(user.id, 40n, null);
    await spend(user.id, 25n);
    expect(endsAt).toEqual(new Date("2026-03-31T10:00:00Z"));
    await endDueLots(on(29));
    expect((await userNow(user.id)).balance).toBe(115n);
    await Promise.all([endDueLots(on(31)), endDueLots(on(31)), endDueLots(on(31))]);
    await endDueLots(on(32));
    expect((await userNow(user.id)).balance).toBe(40n);
    expect(await expiries(user.id)).toMatchObject([{ amount: -75n, reference: entryId }]);
    const events = await database.db.auditEvent.findMany({ where: { targetId: user.id } });
    expect(events.map((event) => event.action)).toEqual(["creditLot.end"]);
  });

  test("leaves no entry when all of it was spent", async () => {
    const user = await makeUser(database.db);
    await credit(user.id, 100n, 1);
    await credit(user.id, 50n, null);
    await spend(user.id, 120n);
    await endDueLots(on(2));
    expect((await userNow(user.id)).balance).toBe(30n);
    expect(await expiries(user.id)).toEqual([]);
  });

  test("that ended stands for what was spent of it, so that the next loses no more than its own", async () => {
    const user = await makeUser(database.db);
    await credit(user.id, 100n, 1);
    await credit(user.id, 100n, 5);
    await spend(user.id, 60n);
    await endDueLots(on(2));
    await spend(user.id, 30n);
    await endDueLots(on(6));
    expect((await expiries(user.id)).map((entry) => entry.amount)).toEqual([-40n, -70n]);
    expect((await userNow(user.id)).balance).toBe(0n);
  });

  test("leaves alone what a running request holds", async () => {
    const user = await makeUser(database.db);
    await credit(user.id, 100n, 1);
    await credit(user.id, 100n, null);
    await database.db.user.update({ where: { id: user.id }, data: { balance: { decrement: 60n } } });
    const hold = { id: newId("req"), userId: user.id, amount: 60n, model: "m", ownerId: "nod_x" };
    await database.db.hold.create({ data: { ...hold, expiresAt: on(9).clock() } });
    await endDueLots(on(2));
    expect(await expiries(user.id)).toMatchObject([{ amount: -40n }]);
    expect((await userNow(user.id)).balance).toBe(100n);
  });

  test("takes no more than the balance, and nothing of a credit that staff reversed", async () => {
    const user = await makeUser(database.db);
    const reversed = await credit(user.id, 100n, 1);
    await credit(user.id, 100n, null);
    await withTransaction(on(0), (tx) =>
      post(tx, {
        userId: user.id,
        kind: "reversal",
        amount: -100n,
        reference: reversed.entryId,
        reason: "paid twice",
        idempotencyKey: `reversal:${reversed.entryId}`,
      }),
    );
    await credit(user.id, 70n, 1);
    await withTransaction(on(0), (tx) =>
      post(tx, { userId: user.id, kind: "adjust", amount: -150n, reason: "test", idempotencyKey: newId("led") }),
    );
    await endDueLots(on(2));
    expect((await userNow(user.id)).balance).toBe(0n);
    expect(await expiries(user.id)).toMatchObject([{ amount: -20n }]);
  });

  test("is shown to its owner and to staff, the first to end first; to nobody else", async () => {
    const owner = await makeUser(database.db);
    await credit(owner.id, 100n, 60);
    await credit(owner.id, 80n, 30);
    await credit(owner.id, 10n, 10);
    await spend(owner.id, 30n);
    const own = await contextOf(database.db, owner);
    const shown = [
      { amount: 80n, unused: 60n, endsAt: new Date("2026-03-31T10:00:00Z") },
      { amount: 100n, unused: 100n, endsAt: new Date("2026-04-30T10:00:00Z") },
    ];
    expect(await listCreditLots(own, {})).toMatchObject(shown);
    const support = (await signedInAs(database.db, "support")).ctx;
    expect(await listCreditLots(support, { userId: owner.id })).toMatchObject(shown);
    const other = (await signedInAs(database.db, "user")).ctx;
    await expect(listCreditLots(other, { userId: owner.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("in any order of credits, spending and days, other money is never touched and the books agree", async () => {
    const step = fc.oneof(
      fc.record({ credit: fc.integer({ min: 1, max: 50 }), days: fc.option(fc.integer({ min: 1, max: 5 })) }),
      fc.record({ spend: fc.integer({ min: 1, max: 60 }) }),
      fc.constant("a day passes" as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        const { id } = await makeUser(database.db);
        const wallet = new PursedWallet();
        for (const each of steps) {
          if (each === "a day passes") {
            wallet.hour += 1;
            for (const purse of wallet.due()) wallet.end(purse);
            await endDueLots(on(wallet.hour));
          } else if ("credit" in each) {
            wallet.credit(BigInt(each.credit), each.days);
            await credit(id, BigInt(each.credit), each.days, wallet.hour);
          } else {
            const amount = wallet.spend(BigInt(each.spend));
            if (amount > 0n) await spend(id, amount);
          }
          expect((await userNow(id)).balance).toBe(wallet.balance());
        }
      }),
      { numRuns: 12 },
    );
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  test("counts what was paid for a plan as spent: money that came later is not taken for it", async () => {
    const user = await makeUser(database.db);
    await credit(user.id, 100n, 30);
    await withTransaction(on(1), (tx) =>
      post(tx, { userId: user.id, kind: "subscription", amount: -60n, reason: "", idempotencyKey: newId("sub") }),
    );
    await credit(user.id, 60n, null, 2);
    const { id } = await makeUser(database.db);
    await credit(id, 60n, null);
    await withTransaction(on(1), (tx) =>
      post(tx, { userId: id, kind: "subscription", amount: -60n, reason: "", idempotencyKey: newId("sub") }),
    );
    await credit(id, 100n, 30, 2);
    await endDueLots(on(40));
    expect((await userNow(user.id)).balance).toBe(60n);
    expect((await expiries(id)).map(({ amount }) => amount)).toEqual([-100n]);
  });
});
