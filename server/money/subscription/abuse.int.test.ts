import { beforeAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { engineOfDb, noteEngine } from "@/server/kernel/database/engine-of";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { post } from "../ledger/post";
import { reverseEntry } from "../ledger/service/reverse";
import { SubscribeInput, SubscriptionCancelInput, SubscriptionRenewInput, SubscriptionStartInput } from "./schema";
import { cancelSubscription, resumeSubscription } from "./service/cancel";
import { renewSubscription } from "./service/renew";
import { resetWindow } from "./service/reset-window";
import { startForUser, subscribe } from "./service/subscribe";
import { sweepSubscriptions } from "./sweep";
import { makePlan } from "./testing/plan";

const PRICE = 5_000_000n;
const ABOVE_LIMIT = 50_000_001n;

const wish = (planVersionId: string, fields: object = {}) =>
  SubscribeInput.parse({ planVersionId, idempotencyKey: newId("req"), ...fields });

const forNothing = (planVersionId: string, userId: string) =>
  SubscriptionStartInput.parse({ ...wish(planVersionId), userId, paidBy: "none", reason: "a present" });

async function personWith(db: Db, role: "user" | "operator", amount: bigint) {
  const person = await signedInAs(db, role);
  const userId = person.user.id;
  await withTransaction(systemOf(db), (tx) =>
    post(tx, { userId, kind: "grant", amount, reason: "test", idempotencyKey: `grant:${userId}` }),
  );
  return person;
}

const balanceOf = async (db: Db, id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).balance;
const rowOf = (db: Db, id: string) => db.subscription.findUniqueOrThrow({ where: { id } });

eachEngine("subscriptions against abuse", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  describe("staff", () => {
    test("neither renew their own plan for nothing nor pay themselves back", async () => {
      const { user, ctx } = await personWith(database.db, "operator", PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
      const renewal = SubscriptionRenewInput.parse({ id, periodNumber: 1, paidBy: "none", reason: "I like it" });
      await expect(renewSubscription(ctx, renewal)).rejects.toMatchObject({ reason: "common.role_too_high" });
      const refund = SubscriptionCancelInput.parse({ id, at: "now", isRefunded: true, reason: "I want it back" });
      await expect(cancelSubscription(ctx, refund)).rejects.toMatchObject({ reason: "common.role_too_high" });
      expect(await rowOf(database.db, id)).toMatchObject({ status: "active", periodNumber: 1 });
      expect(await balanceOf(database.db, user.id)).toBe(0n);
    });

    test("of a lower rank give away no plan that is worth more than they may credit by themselves", async () => {
      const [operator, admin] = [await signedInAs(database.db, "operator"), await signedInAs(database.db, "admin")];
      const { user } = await signedInAs(database.db, "user");
      const { planVersionId } = await makePlan(database.db, { limits: { periodQuota: ABOVE_LIMIT } });
      const input = forNothing(planVersionId, user.id);
      const refusal = { code: "FORBIDDEN", reason: "approval.above_limit" };
      await expect(startForUser(operator.ctx, input)).rejects.toMatchObject(refusal);
      const { subscriptionId: id } = await startForUser(admin.ctx, input);
      const renewal = SubscriptionRenewInput.parse({ id, periodNumber: 1, paidBy: "none", reason: "a present" });
      await expect(renewSubscription(operator.ctx, renewal)).rejects.toMatchObject(refusal);
      const { startedAt, periodEndAt } = await rowOf(database.db, id);
      const window = { subscriptionId: id, kind: "period", startsAt: startedAt, endsAt: periodEndAt };
      await database.db.allowanceWindow.create({
        data: {
          ...window,
          id: `${id}:period:${startedAt.getTime()}`,
          limitQuota: ABOVE_LIMIT,
          usedQuota: ABOVE_LIMIT,
        },
      });
      const reset = { id, kind: "period" as const, reason: "Our outage" };
      await expect(resetWindow(operator.ctx, reset)).rejects.toMatchObject(refusal);
      await resetWindow(admin.ctx, reset);
    });
  });

  test("a free plan gives its allowance once a period, however often it is cancelled and taken again", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    const { planVersionId } = await makePlan(database.db, { priceMinor: 0n });
    const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
    await cancelSubscription(ctx, SubscriptionCancelInput.parse({ id, at: "now" }));
    await expect(subscribe(ctx, wish(planVersionId))).rejects.toMatchObject({
      code: "CONFLICT",
      reason: "subscription.free_once_a_period",
    });
    const { periodEndAt } = await rowOf(database.db, id);
    await database.db.session.updateMany({ data: { steppedUpAt: periodEndAt } });
    const nextPeriod: ServiceContext = { ...ctx, clock: () => periodEndAt };
    expect((await subscribe(nextPeriod, wish(planVersionId))).subscriptionId).not.toBe(id);
  });

  test("who cancels while the worker is about to renew is not charged, and stays cancelled", async () => {
    const { user, ctx } = await personWith(database.db, "user", 4n * PRICE);
    const { planVersionId } = await makePlan(database.db);
    const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId, { isAutoRenew: true }));
    const { periodEndAt } = await rowOf(database.db, id);
    const soon = new Date(periodEndAt.getTime() - 60_000);
    let hasCancelled = false;
    const sweeper = systemOf(database.db);
    // The sweep asks for the time once more after it has read what is due: in that moment the customer cancels.
    const cancelling = cancelOnRead(database.db, async () => {
      if (hasCancelled) return;
      hasCancelled = true;
      await cancelSubscription(ctx, SubscriptionCancelInput.parse({ id, at: "period_end" }));
    });
    await sweepSubscriptions({ ...sweeper, db: cancelling, clock: () => soon });
    expect(hasCancelled).toBe(true);
    expect(await rowOf(database.db, id)).toMatchObject({ periodNumber: 1, cancelsAtPeriodEnd: true });
    expect(await balanceOf(database.db, user.id)).toBe(3n * PRICE);
    await resumeSubscription(ctx, { id, reason: "" });
    await sweepSubscriptions({ ...sweeper, clock: () => soon });
    expect(await rowOf(database.db, id)).toMatchObject({ periodNumber: 2 });
  });

  test("a charge that was reversed is not given back once more when the plan is cancelled", async () => {
    const { user, ctx } = await personWith(database.db, "user", PRICE);
    const admin = await signedInAs(database.db, "admin");
    const { planVersionId } = await makePlan(database.db);
    const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
    const charge = await database.db.ledgerEntry.findFirstOrThrow({ where: { reference: id, kind: "subscription" } });
    await reverseEntry(admin.ctx, { entryId: charge.id, reason: "Goodwill" });
    expect(await balanceOf(database.db, user.id)).toBe(PRICE);
    const input = SubscriptionCancelInput.parse({ id, at: "now", isRefunded: true, reason: "Moved away" });
    expect(await cancelSubscription(admin.ctx, input)).toEqual({ refundedQuota: 0n });
    expect(await balanceOf(database.db, user.id)).toBe(PRICE);
  });
});

/** A database that does something in between: right after the subscriptions that are due were read. */
function cancelOnRead(db: Db, act: () => Promise<void>): Db {
  const acting = db.$extends({
    query: {
      subscription: {
        async findMany({ args, query }) {
          const rows = await query(args);
          await act();
          return rows;
        },
      },
    },
  }) as unknown as Db;
  noteEngine(acting, engineOfDb(db));
  return acting;
}
