import { expect, it } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { adjustBalance } from "@/server/money/ledger/service/adjust";
import { transferQuota } from "@/server/money/ledger/service/transfer";
import { createAccount } from "@/server/money/ledger/testing/account";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { requestApproval } from "./gate";
import { approve, reject, withdraw } from "./service/decide";
import { getApproval, listApprovals } from "./service/list";

const DAY_MS = 86_400_000;
const ABOVE_LIMIT = 50_000_001n;

eachEngine("a second person", (database) => {
  const balanceOf = async (userId: string) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;

  /** An operator asks for more than they may give by themselves. */
  const ask = async (ctx: ServiceContext, userId: string) => {
    const input = { userId, amount: ABOVE_LIMIT, reason: "paid by bank", idempotencyKey: newId("req") };
    const answer = await adjustBalance(ctx, input);
    if (answer.status !== "waiting") throw new Error("expected to be above the limit");
    return { id: answer.approvalId, input };
  };
  const pending = async () => {
    const account = await createAccount(database.db, { balance: 0n });
    const requester = await signedInAs(database.db, "operator");
    return { account, requester, ...(await ask(requester.ctx, account.userId)) };
  };

  it("approves: the change is done at once, in the name of both", async () => {
    const { account, requester, id } = await pending();
    const admin = await signedInAs(database.db, "admin");
    expect(await balanceOf(account.userId)).toBe(0n);
    expect(await getApproval(admin.ctx, { id })).toMatchObject({ effects: [{ from: 0n, to: ABOVE_LIMIT }] });
    const { reference } = await approve(admin.ctx, { id, note: "seen on the account" });
    expect(await balanceOf(account.userId)).toBe(ABOVE_LIMIT);
    const entry = await database.db.ledgerEntry.findUniqueOrThrow({ where: { id: reference } });
    expect(entry).toMatchObject({ actorId: requester.user.id, reason: "paid by bank" });
    const events = await database.db.auditEvent.findMany({ where: { targetId: { in: [id, account.userId] } } });
    expect(events.map(({ action, actorId }) => ({ action, actorId }))).toEqual(
      expect.arrayContaining([
        { action: "approval.request", actorId: requester.user.id },
        { action: "approval.approve", actorId: admin.user.id },
        { action: "ledger.adjust", actorId: admin.user.id },
      ]),
    );
    const change = events.find(({ action }) => action === "ledger.adjust");
    expect(change?.changes).toContain(requester.user.id);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  it("lets one of several deciders win, and the change is done once", async () => {
    const { account, id } = await pending();
    const admins = await Promise.all([1, 2, 3, 4].map(() => signedInAs(database.db, "admin")));
    const outcomes = await Promise.allSettled(
      admins.map(({ ctx }, index) =>
        index === 3 ? reject(ctx, { id, note: "not ours" }) : approve(ctx, { id, note: "" }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "approval.already_decided" });
    }
    const { status } = await database.db.approval.findUniqueOrThrow({ where: { id } });
    expect(await balanceOf(account.userId)).toBe(status === "approved" ? ABOVE_LIMIT : 0n);
  });

  it("lets nobody decide what they asked for, nor credit themselves", async () => {
    await replaceSetting(database.db, "money.approvalForAdmins", true);
    const root = await signedInAs(database.db, "root");
    const other = await signedInAs(database.db, "root");
    const { id } = await ask(root.ctx, other.user.id);
    await replaceSetting(database.db, "money.approvalForAdmins", false);
    await expect(approve(root.ctx, { id, note: "" })).rejects.toMatchObject({ reason: "approval.own_request" });
    await expect(approve(other.ctx, { id, note: "" })).rejects.toMatchObject({ reason: "approval.own_account" });
    expect(await balanceOf(other.user.id)).toBe(0n);
  });

  it("is asked of operators; admins act alone unless the site wants otherwise", async () => {
    const account = await createAccount(database.db, { balance: 0n });
    const { ctx } = await signedInAs(database.db, "admin");
    const input = { userId: account.userId, amount: ABOVE_LIMIT, reason: "a test", idempotencyKey: newId("req") };
    expect(await adjustBalance(ctx, input)).toMatchObject({ status: "done", balance: ABOVE_LIMIT });
  });

  it("is asked once for the same form, however often it is sent", async () => {
    const { requester, input, id } = await pending();
    expect(await adjustBalance(requester.ctx, input)).toEqual({ status: "waiting", approvalId: id });
  });

  it("rejects and withdraws without touching money; only the one who asked withdraws", async () => {
    const first = await pending();
    const admin = await signedInAs(database.db, "admin");
    await reject(admin.ctx, { id: first.id, note: "no proof" });
    expect(await getApproval(admin.ctx, { id: first.id })).toMatchObject({
      status: "rejected",
      decisionNote: "no proof",
    });
    const second = await pending();
    await expect(withdraw(admin.ctx, { id: second.id })).rejects.toMatchObject({ reason: "approval.not_yours" });
    await withdraw(second.requester.ctx, { id: second.id });
    await expect(approve(admin.ctx, { id: second.id, note: "" })).rejects.toMatchObject({
      reason: "approval.already_decided",
    });
    expect([await balanceOf(first.account.userId), await balanceOf(second.account.userId)]).toEqual([0n, 0n]);
  });

  it("lapses after its days, and is listed so", async () => {
    const { account, id } = await pending();
    const { ctx } = await signedInAs(database.db, "admin");
    const later = { ...ctx, clock: () => new Date(Date.now() + 8 * DAY_MS) };
    await database.db.session.updateMany({
      where: { id: ctx.actor.kind === "user" ? (ctx.actor.sessionId ?? "") : "" },
      data: { steppedUpAt: later.clock() },
    });
    await expect(approve(later, { id, note: "" })).rejects.toMatchObject({ reason: "approval.expired" });
    const listed = await listApprovals(later, { status: ["expired"], userId: account.userId, limit: 10 });
    expect(listed.items).toMatchObject([{ id, status: "expired" }]);
    expect((await listApprovals(ctx, { status: ["pending"], userId: account.userId, limit: 10 })).items).toHaveLength(
      1,
    );
  });

  it("undoes the decision when the change is refused, so that it can be decided again", async () => {
    const from = await createAccount(database.db, { balance: ABOVE_LIMIT });
    const to = await createAccount(database.db, { balance: 0n });
    const operator = await signedInAs(database.db, "operator");
    const admin = await signedInAs(database.db, "admin");
    const move = { fromUserId: from.userId, toUserId: to.userId, amount: ABOVE_LIMIT, reason: "a test" };
    const answer = await transferQuota(operator.ctx, { ...move, idempotencyKey: newId("req") });
    const id = answer.status === "waiting" ? answer.approvalId : "";
    const spend = { userId: from.userId, amount: -1n, reason: "a test", idempotencyKey: newId("req") };
    await adjustBalance(operator.ctx, spend);
    await expect(approve(admin.ctx, { id, note: "" })).rejects.toMatchObject({ reason: "ledger.balance_too_low" });
    expect(await getApproval(admin.ctx, { id })).toMatchObject({ status: "pending", effects: [{ to: -1n }, {}] });
    await adjustBalance(operator.ctx, { ...spend, amount: 1n, idempotencyKey: newId("req") });
    await approve(admin.ctx, { id, note: "" });
    expect([await balanceOf(from.userId), await balanceOf(to.userId)]).toEqual([0n, ABOVE_LIMIT]);
  });

  it("shows what completing and refunding an order would do: credit for a top-up, nothing for a subscription", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const { ctx } = await signedInAs(database.db, "admin");
    const ask = async (kind: "complete_order" | "refund", quota: bigint) => {
      const { userId } = account;
      const order = await database.db.paymentOrder.create({
        data: {
          id: newId("pay"),
          userId,
          purpose: quota > 0n ? "top_up" : "subscription",
          provider: "manual",
          amountMinor: 1_000n,
          currency: "USD",
          quota,
          price: "null",
          idempotencyKey: newId("req"),
          expiresAt: new Date(),
        },
      });
      const request = { kind, input: { id: order.id }, userId, amount: 250n, reason: "a test" };
      const { approvalId } = await withTransaction(ctx, (tx) => requestApproval(tx, request));
      return getApproval(ctx, { id: approvalId });
    };
    expect(await ask("complete_order", 250n)).toMatchObject({ effects: [{ from: 100n, to: 350n }] });
    // A refund takes what is still there.
    expect(await ask("refund", 250n)).toMatchObject({ effects: [{ from: 100n, to: 0n }] });
    expect((await ask("complete_order", 0n)).effects).toEqual([]);
  });

  it("moves nothing for somebody who has left", async () => {
    const { account, requester, id } = await pending();
    const admin = await signedInAs(database.db, "admin");
    await database.db.user.update({ where: { id: requester.user.id }, data: { status: "disabled" } });
    await expect(approve(admin.ctx, { id, note: "" })).rejects.toMatchObject({ reason: "approval.requester_left" });
    expect(await balanceOf(account.userId)).toBe(0n);
  });
});
