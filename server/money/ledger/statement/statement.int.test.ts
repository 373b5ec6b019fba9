import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { adjustBalance } from "../service/adjust";
import { openLedgerStore } from "../store";
import { createAccount, type TestAccount } from "../testing/account";
import { reserveOperation, settleOperation } from "../testing/operations";
import { LedgerWriter } from "../writer";
import { explainBalance, type Statement } from "./explain";

const HOUR_MS = 3_600_000;
const HOURS_BACK = 48;

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

/** The promise of a statement: every number on it follows from the others, to the unit. */
function expectToAddUp(statement: Statement) {
  const { opening, closing, kinds, consumed, days, shifted, now } = statement;
  expect(opening + sum(kinds.map(({ amount }) => amount))).toBe(closing);
  expect(sum(days.map(({ quota }) => quota)) + shifted).toBe(consumed);
  for (const day of days) expect(sum(day.models.map(({ quota }) => quota))).toBe(day.quota);
  expect(closing + now.changedSince - now.held).toBe(now.balance);
}

eachEngine("explaining a balance", (database) => {
  let writer: LedgerWriter;
  beforeAll(() => {
    writer = new LedgerWriter(openLedgerStore(database.url, database.options));
  });
  afterAll(() => writer.close(5_000));

  const explain = (userId: string, from: number, to: number) =>
    explainBalance(systemOf(database.db), { userId, from: new Date(from), to: new Date(to), timeZone: "UTC" });

  const spend = async ({ userId, tokenId }: TestAccount, amount: bigint, model: string) => {
    const held = reserveOperation(newId("req"), amount, { userId, tokenId, model });
    if (!(await writer.reserve(held)).isReserved) return;
    await writer.settle(
      settleOperation(held.requestId, amount, { log: { userId, tokenId, model, createdAt: Date.now() } }),
    );
  };

  /** Rows as earlier hours left them; consumption has its roll-up, and the balance the sum of all. */
  const writeHistory = async (userId: string, steps: readonly HistoryStep[]) => {
    const now = Date.now();
    for (const { hoursAgo, amount, isUse, model } of steps) {
      const hourAt = new Date(Math.floor(now / HOUR_MS - hoursAgo) * HOUR_MS);
      const signed = isUse ? -amount : amount;
      await database.db.$transaction([
        database.db.user.update({ where: { id: userId }, data: { balance: { increment: signed } } }),
        database.db.ledgerEntry.create({
          data: {
            id: newId("led"),
            userId,
            kind: isUse ? "consume" : "top_up",
            amount: signed,
            balanceAfter: 0n,
            idempotencyKey: newId("req"),
            createdAt: new Date(hourAt.getTime() + 1),
          },
        }),
      ]);
      if (!isUse) continue;
      const key = { hourAt, userId, tokenId: "", channelId: "", groupName: "default", model };
      await database.db.usageHour.upsert({
        where: { hourAt_userId_tokenId_channelId_groupName_model: key },
        create: { ...key, quota: amount + 1n, planQuota: 1n, requestCount: 1 },
        update: { quota: { increment: amount + 1n }, planQuota: { increment: 1n }, requestCount: { increment: 1 } },
      });
    }
  };

  it("adds up to the unit for every range of every history", async () => {
    const step = fc.record({
      hoursAgo: fc.nat(HOURS_BACK),
      amount: fc.bigInt(1n, 9_007_199_254_740_993n),
      isUse: fc.boolean(),
      model: fc.constantFrom("gpt-4o", "claude", "模型"),
    });
    const range = fc.tuple(fc.nat(HOURS_BACK + 5), fc.integer({ min: 1, max: HOURS_BACK + 5 }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.array(range, { maxLength: 4 }), async (steps, ranges) => {
        const credit = sum(steps.filter(({ isUse }) => isUse).map(({ amount }) => amount));
        const { userId } = await createAccount(database.db, { balance: credit });
        await database.db.ledgerEntry.updateMany({
          where: { userId },
          data: { createdAt: new Date(Date.now() - (HOURS_BACK + 2) * HOUR_MS) },
        });
        await writeHistory(userId, steps);
        const now = Date.now();
        for (const [ago, length] of ranges) {
          const from = now - ago * HOUR_MS;
          const statement = await explain(userId, from, from + length * HOUR_MS);
          expectToAddUp(statement);
          expect(statement.shifted).toBe(0n);
          const before = await database.db.ledgerEntry.aggregate({
            where: { userId, createdAt: { lt: statement.from } },
            _sum: { amount: true },
          });
          expect(statement.opening).toBe(before._sum.amount ?? 0n);
        }
      }),
      { numRuns: database.engine === "sqlite" ? 20 : 8 },
    );
  });

  it("adds up while the gateway spends", async () => {
    const account = await createAccount(database.db, { balance: 10_000n });
    const now = Date.now();
    const spending = Array.from({ length: 40 }, (_, index) => spend(account, 3n, index % 2 ? "one" : "two"));
    for (let round = 0; round < 5; round += 1) {
      expectToAddUp(await explain(account.userId, now - HOUR_MS, now + HOUR_MS));
    }
    await Promise.all(spending);
    const statement = await explain(account.userId, now - HOUR_MS, now + HOUR_MS);
    expectToAddUp(statement);
    expect(statement).toMatchObject({ opening: 0n, consumed: 120n, closing: 9_880n });
    expect(statement.shifted).toBe(0n);
  });

  it("shows what requests on their way hold, as part of the closing sum", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    await writer.reserve(reserveOperation(newId("req"), 30n, account));
    const statement = await explain(account.userId, Date.now() - HOUR_MS, Date.now() + HOUR_MS);
    expect(statement).toMatchObject({ closing: 100n, now: { balance: 70n, held: 30n, holdCount: 1n } });
    expectToAddUp(statement);
  });

  it("names a request that was charged in another hour than it began in as such, and loses no unit", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const held = reserveOperation(newId("req"), 30n, account);
    await writer.reserve(held);
    const createdAt = Date.now() - 2 * HOUR_MS;
    await writer.settle(settleOperation(held.requestId, 30n, { log: { ...account, createdAt } }));
    const statement = await explain(account.userId, Date.now() - 1, Date.now() + HOUR_MS);
    expectToAddUp(statement);
    expect(statement).toMatchObject({ consumed: 30n, shifted: 30n, days: [] });
  });

  it("puts what took most first: the use of a model on a day, or an entry", async () => {
    const account = await createAccount(database.db, { balance: 10_000n });
    await writeHistory(account.userId, [
      { hoursAgo: 3, amount: 500n, isUse: true, model: "large" },
      { hoursAgo: 2, amount: 20n, isUse: true, model: "small" },
    ]);
    const { ctx } = await signedInAs(database.db, "operator");
    const { userId } = account;
    await adjustBalance(ctx, { userId, amount: -100n, reason: "a mistake", idempotencyKey: newId("req") });
    const { biggest } = await explain(userId, Date.now() - 5 * HOUR_MS, Date.now() + HOUR_MS);
    expect(biggest.map(({ kind, quota }) => [kind, quota])).toEqual([
      ["usage", 500n],
      ["entry", 100n],
      ["usage", 20n],
    ]);
  });

  it("is for the user and the staff, and for ranges somebody can read", async () => {
    const customer = await signedInAs(database.db, "user");
    const other = await signedInAs(database.db, "user");
    const input = { from: new Date(Date.now() - HOUR_MS), to: new Date(), timeZone: "UTC" };
    expect(await explainBalance(customer.ctx, { userId: customer.user.id, ...input })).toMatchObject({ closing: 0n });
    const foreign = explainBalance(customer.ctx, { userId: other.user.id, ...input });
    await expect(foreign).rejects.toMatchObject({ code: "FORBIDDEN" });
    const long = { ...input, from: new Date(Date.now() - 100 * 24 * HOUR_MS) };
    await expect(explainBalance(customer.ctx, { userId: customer.user.id, ...long })).rejects.toMatchObject({
      reason: "ledger.range_too_long",
    });
  });
});

type HistoryStep = { hoursAgo: number; amount: bigint; isUse: boolean; model: string };
