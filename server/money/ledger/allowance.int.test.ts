import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { FUNDING_ORDERS, type FundingOrder } from "@/server/money/subscription/schema";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { eachEngine } from "@/server/testing/database";
import type { Funding } from "./funding";
import type { ReserveOperation } from "./operation";
import { openLedgerStore } from "./store";
import { HoldSweeper } from "./sweeper";
import { createAccount, type TestAccount } from "./testing/account";
import { chargeOperation, reserveOperation, settleOperation } from "./testing/operations";
import { verifyLedger } from "./verify";
import { LedgerWriter } from "./writer";

const HOUR_MS = 3_600_000;

eachEngine("plans in the ledger", (database) => {
  let writer: LedgerWriter;
  // A second process of the same site: its batches race with the first one's.
  let other: LedgerWriter;

  beforeAll(() => {
    writer = new LedgerWriter(openLedgerStore(database.url, database.options));
    other = new LedgerWriter(openLedgerStore(database.url, database.options));
  });
  afterAll(async () => {
    await Promise.all([writer.close(5_000), other.close(5_000)]);
  });

  const verify = async () => (await verifyLedger(database.db)).differences;
  const balanceOf = async ({ userId }: TestAccount) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;
  const usedOf = async (subscriptionId: string) =>
    (await database.db.allowanceWindow.findMany({ where: { subscriptionId }, orderBy: { kind: "asc" } })).map(
      ({ usedQuota }) => usedQuota,
    );

  /** An account with a plan of two windows, a wide and a narrow one. */
  async function subscriber(options: { balance: bigint; day: bigint; hours5: bigint; order?: FundingOrder }) {
    const account = await createAccount(database.db, { balance: options.balance });
    const { planId, planVersionId } = await makePlan(database.db);
    const subscriptionId = newId("sub");
    const startedAt = new Date(Date.now() - HOUR_MS);
    const periodEndAt = new Date(Date.now() + 24 * HOUR_MS);
    const contract = {
      userId: account.userId,
      planId,
      planVersionId,
      startedAt,
      periodStartAt: startedAt,
      periodEndAt,
    };
    await database.db.subscription.create({ data: { id: subscriptionId, ...contract } });
    const window = (kind: "day" | "hours5") => ({
      id: `${subscriptionId}:${kind}:0`,
      kind,
      startsAt: startedAt.getTime(),
      endsAt: startedAt.getTime() + 5 * HOUR_MS,
      limitQuota: options[kind],
    });
    const allowances = [{ subscriptionId, windows: [window("day"), window("hours5")] }];
    const funding: Funding = { order: options.order ?? "plan_first", allowances };
    return { account, subscriptionId, funding };
  }
  type Subscriber = Awaited<ReturnType<typeof subscriber>>;

  const reserve = ({ account, funding }: Subscriber, amount: bigint): ReserveOperation =>
    reserveOperation(newId("req"), amount, { ...account, funding, createdAt: Date.now() });
  const settle = (held: ReserveOperation, charge: bigint) =>
    settleOperation(held.requestId, charge, {
      funding: held.funding,
      log: { userId: held.userId, tokenId: held.tokenId, createdAt: held.createdAt },
    });
  const charge = ({ account, funding }: Subscriber, units: { amount: bigint; charge: bigint }) => {
    const log = { ...account, createdAt: Date.now() };
    return chargeOperation(newId("req"), units, { ...account, funding, log });
  };
  const either = (index: number) => (index % 2 === 0 ? writer : other);

  it("exactly as many pass as plan and wallet cover together, racing from two processes", async () => {
    const one = await subscriber({ balance: 250n, day: 10_000n, hours5: 250n });
    const wishes = Array.from({ length: 200 }, () => reserve(one, 10n));
    const outcomes = await Promise.all(wishes.map((wish, index) => either(index).reserve(wish)));
    expect(outcomes.filter(({ isReserved }) => isReserved)).toHaveLength(50);
    expect(await balanceOf(one.account)).toBe(0n);
    expect(await usedOf(one.subscriptionId)).toEqual([250n, 250n]);
    expect(await verify()).toEqual([]);
  });

  it("one request is split over both, its log says how, and the ledger has the wallet's part alone", async () => {
    const one = await subscriber({ balance: 1_000n, day: 10_000n, hours5: 30n });
    const held = reserve(one, 100n);
    await writer.reserve(held);
    const hold = await database.db.hold.findUniqueOrThrow({ where: { id: held.requestId } });
    expect(hold).toMatchObject({ amount: 100n, planAmount: 30n, subscriptionId: one.subscriptionId });
    expect(await balanceOf(one.account)).toBe(930n);
    expect(await writer.settle(settle(held, 45n))).toMatchObject({ charged: 45n, uncollected: 0n });
    const log = await database.db.log.findUniqueOrThrow({ where: { id: held.requestId } });
    expect(log).toMatchObject({ quota: 45n, planQuota: 30n, subscriptionId: one.subscriptionId });
    expect(await balanceOf(one.account)).toBe(985n);
    const entries = await database.db.ledgerEntry.findMany({ where: { userId: one.account.userId, kind: "consume" } });
    expect(entries.map(({ amount }) => amount)).toEqual([-15n]);
    expect(await verify()).toEqual([]);
  });

  it("a plan that runs out is taken over by the wallet within one request", async () => {
    const one = await subscriber({ balance: 100n, day: 10_000n, hours5: 50n });
    for (const [index, planQuota] of [30n, 20n, 0n].entries()) {
      const operation = charge(one, { amount: 30n, charge: 30n });
      expect(await either(index).charge(operation)).toMatchObject({ isCharged: true });
      expect(await database.db.log.findUnique({ where: { id: operation.log.id } })).toMatchObject({ planQuota });
    }
    expect(await balanceOf(one.account)).toBe(60n);
    expect(await verify()).toEqual([]);
  });

  it("a plan that alone may pay leaves the wallet untouched, and its refusal names the limit that was reached", async () => {
    const one = await subscriber({ balance: 1_000n, day: 10_000n, hours5: 50n, order: "plan_only" });
    expect(await writer.charge(charge(one, { amount: 40n, charge: 40n }))).toMatchObject({ isCharged: true });
    expect(await writer.reserve(reserve(one, 20n))).toMatchObject({
      isReserved: false,
      insufficient: "plan",
      available: 10n,
      limit: { kind: "hours5", limitQuota: 50n, usedQuota: 40n },
    });
    expect(await balanceOf(one.account)).toBe(1_000n);
  });

  it("the wallet pays first for those who want it so, and the plan is their reserve", async () => {
    const one = await subscriber({ balance: 70n, day: 10_000n, hours5: 50n, order: "wallet_first" });
    expect(await writer.charge(charge(one, { amount: 100n, charge: 90n }))).toMatchObject({ isCharged: true });
    expect(await balanceOf(one.account)).toBe(0n);
    expect(await usedOf(one.subscriptionId)).toEqual([20n, 20n]);
    expect(await verify()).toEqual([]);
  });

  it("a charge whose answer was never given is undone on both sides", async () => {
    const one = await subscriber({ balance: 100n, day: 10_000n, hours5: 30n });
    const operation = charge(one, { amount: 60n, charge: 50n });
    await writer.charge(operation);
    const log = { ...operation.log, kind: "refuse" as const, outcome: "refused" as const };
    await other.cancel({ kind: "cancel", charge: operation, log });
    expect(await balanceOf(one.account)).toBe(100n);
    expect(await usedOf(one.subscriptionId)).toEqual([0n, 0n]);
    expect(await verify()).toEqual([]);
  });

  it("what a dead node holds of a plan goes back to the plan", async () => {
    const one = await subscriber({ balance: 100n, day: 10_000n, hours5: 30n });
    await writer.reserve({ ...reserve(one, 80n), ownerId: newId("nod") });
    expect(await usedOf(one.subscriptionId)).toEqual([30n, 30n]);
    const sweeper = new HoldSweeper(database.db, writer);
    await sweeper.sweep();
    expect(await usedOf(one.subscriptionId)).toEqual([0n, 0n]);
    expect(await balanceOf(one.account)).toBe(100n);
    expect(await verify()).toEqual([]);
  });

  it("a window that does not add up is found", async () => {
    const one = await subscriber({ balance: 100n, day: 10_000n, hours5: 30n });
    await writer.charge(charge(one, { amount: 10n, charge: 10n }));
    const id = `${one.subscriptionId}:hours5:0`;
    await database.db.allowanceWindow.update({ where: { id }, data: { usedQuota: 11n } });
    expect(await verify()).toEqual([{ check: "allowance", subject: id, expected: 10n, actual: 11n }]);
    await database.db.allowanceWindow.update({ where: { id }, data: { usedQuota: 10n } });
  });

  it("any mix of requests of any funding order, from two processes, leaves the books right", {
    timeout: 120_000,
  }, async () => {
    const step = fc.record({
      isShort: fc.boolean(),
      amount: fc.bigInt({ min: 0n, max: 40n }),
      share: fc.bigInt({ min: 0n, max: 12n }),
    });
    const cases = fc.record({
      order: fc.constantFrom(...FUNDING_ORDERS),
      balance: fc.bigInt({ min: 0n, max: 200n }),
      hours5: fc.bigInt({ min: 1n, max: 200n }),
      steps: fc.array(step, { minLength: 1, maxLength: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ order, balance, hours5, steps }) => {
        const one = await subscriber({ balance, day: 150n, hours5, order });
        await Promise.all(
          steps.map(async ({ isShort, amount, share }, index) => {
            // A tenth of the amount a share: 11 and 12 come to more than was set aside.
            const came = (amount * share) / 10n;
            if (isShort) return either(index).charge(charge(one, { amount, charge: came }));
            const held = reserve(one, amount);
            const { isReserved } = await either(index).reserve(held);
            return isReserved ? either(index + 1).settle(settle(held, came)) : null;
          }),
        );
        expect(await verify()).toEqual([]);
        for (const used of await usedOf(one.subscriptionId)) expect(used <= 150n && used <= hours5).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});
