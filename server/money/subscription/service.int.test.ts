import { beforeAll, describe, expect, test } from "vitest";
import { listGroupChoices } from "@/server/access/group/choices";
import { TokenCreateInput } from "@/server/access/token/schema";
import { createToken } from "@/server/access/token/service/create";
import { getToken } from "@/server/access/token/service/list";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { post } from "../ledger/post";
import { activateSubscription } from "./activate";
import { SubscribeInput, SubscriptionCancelInput, SubscriptionRenewInput, SubscriptionStartInput } from "./schema";
import { setAutoRenew } from "./service/auto-renew";
import { cancelSubscription, previewRefund, resumeSubscription } from "./service/cancel";
import { getFunding, setFunding } from "./service/funding";
import { getSubscription, listOwnSubscriptions, listSubscriptions } from "./service/list";
import { renewSubscription } from "./service/renew";
import { resetWindow } from "./service/reset-window";
import { startForUser, subscribe } from "./service/subscribe";
import { sweepSubscriptions } from "./sweep";
import { addTestVersion, makePlan } from "./testing/plan";

const DAY_MS = 86_400_000;
const PRICE = 5_000_000n;

let keys = 0;
function wish(planVersionId: string, fields: object = {}) {
  keys += 1;
  return SubscribeInput.parse({ planVersionId, idempotencyKey: `key-${process.pid}-${keys}`, ...fields });
}

/** A customer whose ledger and balance agree. */
async function customerWith(db: Db, balance: bigint) {
  const { user, ctx } = await signedInAs(db, "user");
  const idempotencyKey = `grant:${user.id}`;
  if (balance > 0n) {
    await withTransaction(systemOf(db), (tx) =>
      post(tx, { userId: user.id, kind: "grant", amount: balance, reason: "test", idempotencyKey }),
    );
  }
  return { user, ctx };
}

const at = (ctx: ServiceContext, when: Date): ServiceContext => ({ ...ctx, clock: () => when });
const balanceOf = async (db: Db, id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).balance;
const rowOf = (db: Db, id: string) => db.subscription.findUniqueOrThrow({ where: { id } });

eachEngine("subscriptions", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));
  const sweepAt = (when: Date) => sweepSubscriptions(at(systemOf(database.db), when));

  describe("subscribing from the wallet", () => {
    test("takes the price once, also when the same form arrives ten times at once", async () => {
      const { user, ctx } = await customerWith(database.db, 20_000_000n);
      const { planVersionId } = await makePlan(database.db);
      const input = wish(planVersionId);
      const answers = await Promise.all(Array.from({ length: 10 }, () => subscribe(ctx, input)));
      expect(new Set(answers.map(({ subscriptionId }) => subscriptionId)).size).toBe(1);
      expect(await balanceOf(database.db, user.id)).toBe(15_000_000n);
      const entries = await database.db.ledgerEntry.findMany({ where: { userId: user.id, kind: "subscription" } });
      expect(entries.map(({ amount, reference }) => [amount, reference])).toEqual([
        [-PRICE, answers[0]?.subscriptionId],
      ]);
    });

    test("is refused without enough balance, and nothing is left behind", async () => {
      const { user, ctx } = await customerWith(database.db, PRICE - 1n);
      const { planVersionId } = await makePlan(database.db);
      await expect(subscribe(ctx, wish(planVersionId))).rejects.toMatchObject({
        reason: "subscription.balance_too_low",
      });
      expect(await database.db.subscription.count({ where: { userId: user.id } })).toBe(0);
      expect(await balanceOf(database.db, user.id)).toBe(PRICE - 1n);
    });

    test("of two forms at once makes one subscription", async () => {
      const { user, ctx } = await customerWith(database.db, 20_000_000n);
      const { planVersionId } = await makePlan(database.db);
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => subscribe(ctx, wish(planVersionId))));
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.reason] : []));
      expect(refusals).toEqual(["subscription.already_active", "subscription.already_active"]);
      expect(await balanceOf(database.db, user.id)).toBe(15_000_000n);
    });

    test("needs the password again, and a version that is offered", async () => {
      const { user, ctx } = await customerWith(database.db, 20_000_000n);
      const { planId, planVersionId } = await makePlan(database.db);
      const cold = await contextOf(database.db, user, { isSteppedUp: false });
      await expect(subscribe(cold, wish(planVersionId))).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      await addTestVersion(database.db, { planId, number: 2, terms: {} });
      await expect(subscribe(ctx, wish(planVersionId))).rejects.toMatchObject({ reason: "plan.not_offered" });
    });
  });

  describe("staff", () => {
    test("gives a plan for nothing, with a reason that the audit keeps", async () => {
      const operator = await signedInAs(database.db, "operator");
      const user = await makeUser(database.db);
      const { planVersionId } = await makePlan(database.db);
      const input = { ...wish(planVersionId), userId: user.id, paidBy: "none" as const, reason: "Compensation" };
      const { subscriptionId } = await startForUser(operator.ctx, SubscriptionStartInput.parse(input));
      const [event] = await database.db.auditEvent.findMany({ where: { targetId: subscriptionId } });
      expect(event).toMatchObject({ action: "subscription.start", reason: "Compensation", actorId: operator.user.id });
      expect(await database.db.ledgerEntry.count({ where: { userId: user.id } })).toBe(0);
      const page = await listSubscriptions(operator.ctx, { limit: 10, search: user.username });
      expect(page.items).toMatchObject([{ id: subscriptionId, username: user.username }]);
    });

    test("acts on nobody of equal or higher role, and never without a reason", async () => {
      const operator = await signedInAs(database.db, "operator");
      const admin = await signedInAs(database.db, "admin");
      const { planVersionId } = await makePlan(database.db);
      const input = { ...wish(planVersionId), userId: admin.user.id, paidBy: "none" as const, reason: "why not" };
      await expect(startForUser(operator.ctx, { ...input, isAutoRenew: false })).rejects.toMatchObject({
        reason: "common.role_too_high",
      });
      const customer = await customerWith(database.db, PRICE);
      const { subscriptionId: id } = await subscribe(customer.ctx, wish(planVersionId));
      const silent = SubscriptionCancelInput.parse({ id, at: "now" });
      await expect(cancelSubscription(operator.ctx, silent)).rejects.toMatchObject({
        reason: "subscription.reason_missing",
      });
    });

    test("sees everybody's; a customer does not learn that others' exist", async () => {
      const customer = await customerWith(database.db, PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(customer.ctx, wish(planVersionId));
      const support = await signedInAs(database.db, "support");
      expect(await getSubscription(support.ctx, { id })).toMatchObject({ id, username: customer.user.username });
      const stranger = await signedInAs(database.db, "user");
      await expect(getSubscription(stranger.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      const cancel = SubscriptionCancelInput.parse({ id, at: "period_end" });
      await expect(cancelSubscription(stranger.ctx, cancel)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(cancelSubscription(support.ctx, cancel)).rejects.toMatchObject({ code: "FORBIDDEN" });
    });
  });

  describe("renewing", () => {
    test("by hand, by the worker and in several windows at once charges the period once", async () => {
      const { user, ctx } = await customerWith(database.db, 20_000_000n);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId, { isAutoRenew: true }));
      const { periodEndAt } = await rowOf(database.db, id);
      const late = new Date(periodEndAt.getTime() - 1_000);
      const renew = () => renewSubscription(at(ctx, new Date()), SubscriptionRenewInput.parse({ id, periodNumber: 1 }));
      await Promise.allSettled([renew(), sweepAt(late), renew(), sweepAt(late), renew()]);
      expect(await rowOf(database.db, id)).toMatchObject({ periodNumber: 2, status: "active" });
      expect(await balanceOf(database.db, user.id)).toBe(10_000_000n);
    });

    test("by the worker with an empty wallet is told once, and the subscription expires at its end", async () => {
      const { user, ctx } = await customerWith(database.db, PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId, { isAutoRenew: true }));
      const { periodEndAt } = await rowOf(database.db, id);
      await sweepAt(new Date(periodEndAt.getTime() - DAY_MS / 2));
      await sweepAt(new Date(periodEndAt.getTime() - DAY_MS / 4));
      expect(await rowOf(database.db, id)).toMatchObject({
        status: "active",
        renewalError: "subscription.balance_too_low",
      });
      const failures = { targetId: id, action: "subscription.renewalFailed" };
      expect(await database.db.auditEvent.count({ where: failures })).toBe(1);
      await sweepAt(periodEndAt);
      expect(await rowOf(database.db, id)).toMatchObject({ status: "expired", endedAt: periodEndAt });
      expect(await balanceOf(database.db, user.id)).toBe(0n);
    });

    test("a worker that was away for two periods charges none of them", async () => {
      const { user, ctx } = await customerWith(database.db, 20_000_000n);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId, { isAutoRenew: true }));
      await sweepAt(new Date(Date.now() + 100 * DAY_MS));
      expect(await rowOf(database.db, id)).toMatchObject({ status: "expired", periodNumber: 1 });
      expect(await balanceOf(database.db, user.id)).toBe(15_000_000n);
    });

    test("what is free is not renewed by hand for ever, and nobody pays years ahead", async () => {
      const { ctx } = await customerWith(database.db, 100_000_000n);
      const free = await makePlan(database.db, { priceMinor: 0n });
      const { subscriptionId } = await subscribe(ctx, wish(free.planVersionId));
      const again = SubscriptionRenewInput.parse({ id: subscriptionId, periodNumber: 1 });
      await expect(renewSubscription(ctx, again)).rejects.toMatchObject({ reason: "subscription.free_renews_itself" });
      const paid = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(paid.planVersionId));
      for (let periodNumber = 1; periodNumber <= 12; periodNumber += 1) {
        await renewSubscription(ctx, SubscriptionRenewInput.parse({ id, periodNumber }));
      }
      const next = SubscriptionRenewInput.parse({ id, periodNumber: 13 });
      await expect(renewSubscription(ctx, next)).rejects.toMatchObject({ reason: "subscription.paid_far_ahead" });
    });
  });

  describe("a paid order", () => {
    const activate = (input: { userId: string; planVersionId: string }) =>
      withTransaction(systemOf(database.db), (tx) => activateSubscription(tx, { ...input, orderId: "pay_x" }));

    test("renews what runs; two at once give two periods", async () => {
      const user = await makeUser(database.db);
      const { planVersionId } = await makePlan(database.db);
      const first = await activate({ userId: user.id, planVersionId });
      expect(first.isRenewal).toBe(false);
      const both = await Promise.all([1, 2].map(() => activate({ userId: user.id, planVersionId })));
      expect(both).toEqual([1, 2].map(() => ({ subscriptionId: first.subscriptionId, isRenewal: true })));
      expect(await rowOf(database.db, first.subscriptionId)).toMatchObject({ periodNumber: 3 });
    });

    test("for newer terms begins where the old ones end", async () => {
      const user = await makeUser(database.db);
      const { planId, planVersionId } = await makePlan(database.db);
      const old = await activate({ userId: user.id, planVersionId });
      const newer = await addTestVersion(database.db, { planId, number: 2, terms: { period: "year" } });
      const next = await activate({ userId: user.id, planVersionId: newer });
      const { periodEndAt } = await rowOf(database.db, old.subscriptionId);
      expect(await rowOf(database.db, next.subscriptionId)).toMatchObject({ startedAt: periodEndAt, status: "active" });
      const ctx = await contextOf(database.db, user);
      const again = SubscriptionRenewInput.parse({ id: old.subscriptionId, periodNumber: 1 });
      await expect(renewSubscription(ctx, again)).rejects.toMatchObject({ reason: "subscription.followed" });
      const auto = { id: old.subscriptionId, isAutoRenew: true, reason: "" };
      await expect(setAutoRenew(ctx, auto)).rejects.toMatchObject({ reason: "subscription.followed" });
    });
  });

  describe("cancelling", () => {
    test("at the end keeps the plan until then, and can be taken back", async () => {
      const { ctx } = await customerWith(database.db, PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
      const cancel = () => cancelSubscription(ctx, SubscriptionCancelInput.parse({ id, at: "period_end" }));
      await cancel();
      expect(await rowOf(database.db, id)).toMatchObject({ status: "active", cancelsAtPeriodEnd: true });
      expect(await resumeSubscription(ctx, { id, reason: "" })).toEqual({ isChanged: true });
      expect(await rowOf(database.db, id)).toMatchObject({ cancelsAtPeriodEnd: false, cancelledAt: null });
      await cancel();
      const { periodEndAt } = await rowOf(database.db, id);
      await sweepAt(periodEndAt);
      expect(await rowOf(database.db, id)).toMatchObject({ status: "cancelled", endedAt: periodEndAt });
      await expect(resumeSubscription(ctx, { id, reason: "" })).rejects.toMatchObject({ reason: "subscription.ended" });
    });

    test("at once by staff gives back what was previewed, once", async () => {
      const operator = await signedInAs(database.db, "operator");
      const { user, ctx } = await customerWith(database.db, PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
      const { startedAt, periodEndAt } = await rowOf(database.db, id);
      const half = at(operator.ctx, new Date((startedAt.getTime() + periodEndAt.getTime()) / 2));
      // The operator gave the password on that day, not weeks before.
      await database.db.session.updateMany({
        where: { userId: operator.user.id },
        data: { steppedUpAt: half.clock() },
      });
      const { refundQuota } = await previewRefund(half, { id });
      expect(refundQuota).toBe(PRICE / 2n);
      const input = SubscriptionCancelInput.parse({ id, at: "now", isRefunded: true, reason: "Moved away" });
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => cancelSubscription(half, input)));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await balanceOf(database.db, user.id)).toBe(PRICE / 2n);
      const actions = await database.db.auditEvent.findMany({ where: { targetId: id }, select: { action: true } });
      expect(actions.map(({ action }) => action)).toEqual(
        expect.arrayContaining(["subscription.cancel", "subscription.refund"]),
      );
    });

    test("customers give themselves nothing back", async () => {
      const { ctx } = await customerWith(database.db, PRICE);
      const { planVersionId } = await makePlan(database.db);
      const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
      const input = SubscriptionCancelInput.parse({ id, at: "now", isRefunded: true });
      await expect(cancelSubscription(ctx, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    });
  });

  test("a window reset by hand has its whole allowance anew, and what was spent stays written", async () => {
    const operator = await signedInAs(database.db, "operator");
    const { ctx } = await customerWith(database.db, PRICE);
    const { planVersionId } = await makePlan(database.db);
    const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
    const input = { id, kind: "period" as const, reason: "Our outage" };
    await expect(resetWindow(operator.ctx, input)).rejects.toMatchObject({ reason: "subscription.no_window" });
    const [own] = await listOwnSubscriptions(ctx);
    const window = own?.windows[0];
    expect(window).toMatchObject({ kind: "period", limitQuota: 1_000_000n, usedQuota: 0n });
    if (!window) return;
    const { usedQuota: _, ...fields } = window;
    await database.db.allowanceWindow.create({ data: { ...fields, subscriptionId: id, usedQuota: 900_000n } });
    await resetWindow(operator.ctx, input);
    await resetWindow(operator.ctx, input);
    const [after] = await listOwnSubscriptions(ctx);
    expect(after?.windows[0]).toMatchObject({ limitQuota: 1_900_000n, usedQuota: 900_000n });
  });

  test("the funding order is one's own to set, and staff's with a reason", async () => {
    const { user, ctx } = await customerWith(database.db, 0n);
    expect(await getFunding(ctx, {})).toEqual({ fundingOrder: "plan_first" });
    await setFunding(ctx, { fundingOrder: "wallet_only", reason: "" });
    const operator = await signedInAs(database.db, "operator");
    const input = { userId: user.id, fundingOrder: "plan_only" as const };
    await expect(setFunding(operator.ctx, { ...input, reason: "" })).rejects.toMatchObject({ code: "BAD_INPUT" });
    await setFunding(operator.ctx, { ...input, reason: "Asked by mail" });
    expect(await getFunding(ctx, {})).toEqual({ fundingOrder: "plan_only" });
    const other = await signedInAs(database.db, "user");
    await expect(setFunding(other.ctx, { ...input, reason: "mine now" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("the groups of a plan open with it and close with it: tokens in them go back to their owner's group", async () => {
    const { ctx } = await customerWith(database.db, PRICE);
    const name = `vip-${newId("key").slice(-8)}`;
    await database.db.group.create({ data: { name, displayName: name } });
    const { planVersionId } = await makePlan(database.db, { groupNames: [name, "default"] });
    const { subscriptionId: id } = await subscribe(ctx, wish(planVersionId));
    const choices = async () => (await listGroupChoices(ctx, {})).map((choice) => choice.name);
    const newToken = (groupName: string) => createToken(ctx, TokenCreateInput.parse({ name: groupName, groupName }));
    expect(await choices()).toContain(name);
    const inPlan = await newToken(name);
    const inDefault = await newToken("default");
    await cancelSubscription(ctx, SubscriptionCancelInput.parse({ id, at: "now" }));
    const groupOf = async ({ id: tokenId }: { id: string }) => (await getToken(ctx, { id: tokenId })).groupName;
    expect([await groupOf(inPlan), await groupOf(inDefault)]).toEqual([null, "default"]);
    expect(await choices()).not.toContain(name);
    await expect(newToken(name)).rejects.toMatchObject({ reason: "token.group_not_yours" });
  });
});
