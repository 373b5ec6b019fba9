import { beforeAll, expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { adjustBalance } from "@/server/money/ledger/service/adjust";
import { transferQuota } from "@/server/money/ledger/service/transfer";
import { createAccount } from "@/server/money/ledger/testing/account";
import { completeOrderByHand } from "@/server/money/order/service/complete-by-hand";
import { createOrder } from "@/server/money/order/service/create";
import { CreateBatchInput } from "@/server/money/redemption/schema";
import { createBatch } from "@/server/money/redemption/service/create";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { approve } from "./service/decide";

/** The limit of one person by themselves. */
const LIMIT = 50_000_000n;

eachEngine("the limit of one person", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "payment.manualInstructions", "To account 1.");
  });
  const balanceOf = async (id: string) => (await database.db.user.findUniqueOrThrow({ where: { id } })).balance;
  const adjustment = (userId: string, amount: bigint) => ({
    userId,
    amount,
    reason: "by hand",
    idempotencyKey: newId("req"),
  });

  it("is not passed by many small changes at once to one account", async () => {
    const { userId } = await createAccount(database.db, { balance: 0n });
    const { ctx } = await signedInAs(database.db, "operator");
    const parts = [1, 2, 3, 4].map(() => adjustment(userId, (LIMIT * 2n) / 5n));
    const answers = await Promise.all(parts.map((part) => adjustBalance(ctx, part)));
    expect(answers.filter(({ status }) => status === "done")).toHaveLength(2);
    expect(await balanceOf(userId)).toBe((LIMIT * 4n) / 5n);
    for (const part of parts) await adjustBalance(ctx, part);
    expect(await balanceOf(userId)).toBe((LIMIT * 4n) / 5n);
  });

  it("is not passed by adding a transfer to an adjustment, and another account has its own", async () => {
    const [from, to] = await Promise.all([1, 2].map(() => createAccount(database.db, { balance: 2n * LIMIT })));
    if (!from || !to) throw new Error("two accounts were made");
    const { ctx } = await signedInAs(database.db, "operator");
    await adjustBalance(ctx, adjustment(to.userId, LIMIT));
    const transfer = { fromUserId: from.userId, toUserId: to.userId, reason: "by hand" };
    const more = { ...transfer, amount: 1n, idempotencyKey: newId("req") };
    expect(await transferQuota(ctx, more)).toMatchObject({ status: "waiting" });
    expect(await adjustBalance(ctx, adjustment(from.userId, LIMIT))).toMatchObject({ status: "done" });
  });

  it("does not count what a second person has agreed to, nor what was long ago", async () => {
    const { userId } = await createAccount(database.db, { balance: 0n });
    const operator = await signedInAs(database.db, "operator");
    const admin = await signedInAs(database.db, "admin");
    const asked = await adjustBalance(operator.ctx, adjustment(userId, 3n * LIMIT));
    if (asked.status !== "waiting") throw new Error("expected to be above the limit");
    await approve(admin.ctx, { id: asked.approvalId, note: "" });
    expect(await adjustBalance(operator.ctx, adjustment(userId, LIMIT))).toMatchObject({ status: "done" });
    expect(await adjustBalance(operator.ctx, adjustment(userId, 1n))).toMatchObject({ status: "waiting" });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await database.db.ledgerEntry.updateMany({ where: { userId }, data: { createdAt: yesterday } });
    expect(await adjustBalance(operator.ctx, adjustment(userId, 1n))).toMatchObject({ status: "done" });
  });

  it("sees the payment for a plan at the price of its currency, and several of them together", async () => {
    await replaceSetting(database.db, "payment.manualCurrency", "CNY");
    await replaceSetting(database.db, "payment.manualUnitPrice", "7.3");
    // 100 dollars, which as if they were dollars would be 730.
    const { planVersionId } = await makePlan(database.db, { priceMinor: 73_000n, currency: "CNY" });
    const [customer, operator] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "operator")];
    const order = () =>
      createOrder(customer.ctx, {
        item: { purpose: "subscription", planVersionId },
        provider: "manual",
        method: "bank_transfer",
        idempotencyKey: newId("req"),
      });
    const complete = async () =>
      completeOrderByHand(operator.ctx, { id: (await order()).id, proof: "bank line 7", reason: "it is there" });
    expect(await complete()).toMatchObject({ status: "done" });
    expect(await complete()).toMatchObject({ status: "waiting" });
    await replaceSetting(database.db, "payment.manualCurrency", "USD");
    await replaceSetting(database.db, "payment.manualUnitPrice", "1");
  });

  it("holds for all batches of codes that an operator makes in a day", async () => {
    await replaceSetting(database.db, "redemption.batchLimitUnits", 100);
    const { ctx } = await signedInAs(database.db, "operator");
    const batch = () =>
      createBatch(
        ctx,
        CreateBatchInput.parse({
          name: "of a test",
          kind: "single",
          customCode: newId("rdc").slice(4),
          quota: 40n,
          idempotencyKey: newId("req"),
        }),
      );
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(batch));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.reason] : []));
    expect(refused).toEqual(["redemption.batch_limit", "redemption.batch_limit"]);
    await replaceSetting(database.db, "redemption.batchLimitUnits", 5_000_000_000);
  });

  it("lets nobody approve a transfer to themselves, nor what somebody asked for who has lost the right", async () => {
    const { userId } = await createAccount(database.db, { balance: 3n * LIMIT });
    await replaceSetting(database.db, "money.approvalForAdmins", true);
    const [requester, receiver] = [await signedInAs(database.db, "root"), await signedInAs(database.db, "root")];
    const transfer = { fromUserId: userId, toUserId: receiver.user.id, amount: LIMIT + 1n, reason: "for the site" };
    const asked = await transferQuota(requester.ctx, { ...transfer, idempotencyKey: newId("req") });
    await replaceSetting(database.db, "money.approvalForAdmins", false);
    if (asked.status !== "waiting") throw new Error("expected to be above the limit");
    const decision = { id: asked.approvalId, note: "" };
    await expect(approve(receiver.ctx, decision)).rejects.toMatchObject({ reason: "approval.own_account" });
    const operator = await signedInAs(database.db, "operator");
    const wanted = await adjustBalance(operator.ctx, adjustment(userId, LIMIT + 1n));
    if (wanted.status !== "waiting") throw new Error("expected to be above the limit");
    await database.db.user.update({ where: { id: operator.user.id }, data: { role: "support" } });
    await expect(approve(receiver.ctx, { id: wanted.approvalId, note: "" })).rejects.toMatchObject({
      reason: "approval.requester_left",
    });
  });
});
