import { expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createAccount } from "@/server/money/ledger/testing/account";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { findDifferences } from "./rules";
import { listDifferences, listRuns } from "./service/list";
import { resolveDifference } from "./service/resolve";
import { executeRun, openRun, reconcileNightly } from "./service/run";

eachEngine("holding the books against each other", (database) => {
  const findings = async (subject: string) =>
    (await findDifferences(database.db)).filter((finding) => finding.subject === subject);
  const run = async () => {
    const ctx = systemOf(database.db);
    const id = await openRun(ctx);
    await executeRun(ctx, id, database.engine);
    return database.db.reconciliationRun.findUniqueOrThrow({ where: { id } });
  };
  const difference = (subject: string) => database.db.reconciliationDifference.findFirst({ where: { subject } });

  const entry = (userId: string, kind: string, amount: bigint, reference: string) =>
    database.db.ledgerEntry.create({
      data: { id: newId("led"), userId, kind, amount, balanceAfter: 0n, reference, idempotencyKey: newId("req") },
    });
  const order = (userId: string, fields: object = {}) =>
    database.db.paymentOrder.create({
      data: {
        id: newId("pay"),
        userId,
        purpose: "top_up",
        provider: "epay",
        status: "paid",
        amountMinor: 1_000n,
        currency: "CNY",
        quota: 500n,
        price: "{}",
        idempotencyKey: newId("req"),
        expiresAt: new Date(),
        ...fields,
      },
    });
  /** Whoever has entries without a balance to match is a finding of another rule, which these tests do not ask about. */
  const customer = async () => (await createAccount(database.db, { balance: 0n })).userId;

  it("finds orders that were paid and not credited, credited twice, or credited and not paid", async () => {
    const userId = await customer();
    const [right, missing, twice, unpaid] = [
      await order(userId),
      await order(userId),
      await order(userId),
      await order(userId, { status: "pending" }),
    ];
    for (const { id } of [right, twice, twice, unpaid]) await entry(userId, "top_up", 500n, id);
    expect(await findings(right.id)).toEqual([]);
    expect(await findings(missing.id)).toMatchObject([{ rule: "order_credit", userId, expected: 500n, actual: 0n }]);
    expect(await findings(twice.id)).toMatchObject([{ rule: "order_credit", expected: 500n, actual: 1_000n }]);
    expect(await findings(unpaid.id)).toMatchObject([{ rule: "order_credit", expected: 0n, actual: 500n }]);
  });

  it("finds a paid subscription that nobody got", async () => {
    const { id } = await order(await customer(), { purpose: "subscription", quota: 0n });
    expect(await findings(id)).toMatchObject([{ rule: "order_subscription", expected: 1n, actual: 0n }]);
  });

  it("finds what a provider said and left no mark on its order", async () => {
    const userId = await customer();
    const pending = await order(userId, { status: "pending" });
    const paid = await order(userId);
    await entry(userId, "top_up", 500n, paid.id);
    const event = (orderId: string, verdict: string) =>
      database.db.paymentEvent.create({
        data: { id: newId("pev"), provider: "epay", source: "callback", orderId, body: "", bodyHash: "", verdict },
      });
    const [lost, acted, forged] = [
      await event(pending.id, "failed"),
      await event(paid.id, "accepted"),
      await event(pending.id, "bad_signature"),
    ];
    expect(await findings(lost.id)).toMatchObject([{ rule: "event_order", userId }]);
    expect([...(await findings(acted.id)), ...(await findings(forged.id))]).toEqual([]);
  });

  it("finds codes whose count is not their uses, and uses that credited something else", async () => {
    const userId = await customer();
    const batch = await database.db.redemptionBatch.create({
      data: {
        id: newId("rdb"),
        name: "b",
        searchText: "b",
        kind: "gift",
        quota: 9n,
        codeCount: 1,
        usesMax: 5,
        idempotencyKey: newId("req"),
      },
    });
    const code = await database.db.redemptionCode.create({
      data: {
        id: newId("rdc"),
        batchId: batch.id,
        position: 0,
        hash: newId("rdc"),
        prefix: "",
        lastFour: "",
        usesLeft: 3,
        usedCount: 2,
      },
    });
    const credit = await entry(userId, "redeem", 8n, code.id);
    const use = await database.db.redemptionUse.create({
      data: { id: newId("rdu"), codeId: code.id, batchId: batch.id, userId, amount: 9n, ledgerEntryId: credit.id },
    });
    expect(await findings(code.id)).toMatchObject([{ rule: "code_uses", expected: 1n, actual: 2n }]);
    expect(await findings(use.id)).toMatchObject([{ rule: "use_entry", userId, expected: 9n, actual: 8n }]);
  });

  it("finds refunds that took nothing, kept what they had to give back, or are not in their order's sum", async () => {
    const userId = await customer();
    const { id: orderId } = await order(userId, { refundedMinor: 200n, refundedQuota: 100n });
    await entry(userId, "top_up", 500n, orderId);
    const refund = (status: string, ledgerEntryId: string | null) =>
      database.db.paymentRefund.create({
        data: {
          id: newId("rfd"),
          orderId,
          userId,
          amountMinor: 150n,
          currency: "CNY",
          quota: 75n,
          takenQuota: 75n,
          status,
          channel: "outside",
          reason: "",
          ledgerEntryId,
          idempotencyKey: newId("req"),
        },
      });
    const taken = await entry(userId, "refund", -75n, orderId);
    const right = await refund("succeeded", taken.id);
    expect(await findings(right.id)).toEqual([]);
    expect(await findings(orderId)).toMatchObject([{ rule: "order_refunds", expected: 150n, actual: 200n }]);
    const nothing = await refund("succeeded", null);
    expect(await findings(nothing.id)).toMatchObject([{ rule: "refund_entry", expected: -75n, actual: 0n }]);
    const kept = await refund("failed", (await entry(userId, "refund", -75n, orderId)).id);
    expect(await findings(kept.id)).toMatchObject([{ rule: "refund_entry", expected: 0n, actual: -75n }]);
    await entry(userId, "reversal", 75n, kept.ledgerEntryId ?? "");
    expect(await findings(kept.id)).toEqual([]);
  });

  it("keeps one row a difference, which is gone by itself when the books agree again", async () => {
    const { userId } = await createAccount(database.db, { balance: 10n });
    await database.db.user.update({ where: { id: userId }, data: { balance: 11n } });
    expect(await run()).toMatchObject({ status: "succeeded" });
    const first = await difference(userId);
    expect(first).toMatchObject({ rule: "balance", status: "open", userId, expected: 10n, actual: 11n });
    await run();
    expect(await database.db.reconciliationDifference.count({ where: { subject: userId } })).toBe(1);
    await database.db.user.update({ where: { id: userId }, data: { balance: 10n } });
    await run();
    expect(await difference(userId)).toMatchObject({ id: first?.id, status: "gone" });
    await database.db.user.update({ where: { id: userId }, data: { balance: 12n } });
    await run();
    expect(await difference(userId)).toMatchObject({ id: first?.id, status: "open", actual: 12n });
  });

  it("leaves alone what somebody explained, until its numbers change", async () => {
    const { userId } = await createAccount(database.db, { balance: 10n });
    await database.db.user.update({ where: { id: userId }, data: { balance: 11n } });
    await run();
    const { id } = (await difference(userId)) ?? { id: "" };
    const { ctx, user } = await signedInAs(database.db, "admin");
    await resolveDifference(ctx, { id, resolution: "a test account" });
    await expect(resolveDifference(ctx, { id, resolution: "again" })).rejects.toMatchObject({
      reason: "reconciliation.not_open",
    });
    await run();
    expect(await difference(userId)).toMatchObject({ status: "resolved", resolverId: user.id });
    expect((await listDifferences(ctx, { status: ["open"], limit: 200 })).items.map((item) => item.id)).not.toContain(
      id,
    );
    await database.db.user.update({ where: { id: userId }, data: { balance: 12n } });
    await run();
    expect(await difference(userId)).toMatchObject({ status: "open" });
    expect(await database.db.auditEvent.count({ where: { targetId: id, action: "reconciliation.resolve" } })).toBe(1);
  });

  it("looks once a night, whoever asks, and one at a time by hand", async () => {
    const at = (hour: number) => ({ ...systemOf(database.db), clock: () => new Date(Date.UTC(2031, 0, 1, hour)) });
    expect(await reconcileNightly(at(2), database.engine)).toBe(false);
    expect(await reconcileNightly(at(4), database.engine)).toBe(true);
    expect(await reconcileNightly(at(5), database.engine)).toBe(false);
    const open = await openRun(at(6));
    await expect(openRun(at(6))).rejects.toMatchObject({ reason: "reconciliation.already_running" });
    await executeRun(at(6), open, database.engine);
    const { runs } = await listRuns(at(6));
    expect(runs.find(({ id }) => id === open)).toMatchObject({ status: "succeeded" });
  });
});
