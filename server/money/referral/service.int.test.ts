import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { verifyLedger } from "../ledger/verify";
import { creditReferralRebate, reverseReferralRebate } from "./rebate";
import { createReferralCode } from "./service/create-code";
import { getReferral } from "./service/get";
import { listRewards } from "./service/list-rewards";
import { transferRewards } from "./service/transfer";
import { rewardSignUp } from "./sign-up";

eachEngine("referral", (database) => {
  beforeAll(async () => {
    await replaceSetting(database.db, "rewards.rebatePercent", 10);
    await replaceSetting(database.db, "rewards.inviterUnits", 500);
    await replaceSetting(database.db, "rewards.inviteeUnits", 300);
    await replaceSetting(database.db, "rewards.transferMinUnits", 100);
  });

  const pair = async (inviterFields: { status?: string; deletedAt?: Date } = {}) => {
    const inviter = await makeUser(database.db, inviterFields);
    const invitee = await makeUser(database.db, { inviterId: inviter.id });
    return { inviter, invitee, ctx: await contextOf(database.db, inviter) };
  };
  const balanceOf = async (id: string) => (await database.db.user.findUniqueOrThrow({ where: { id } })).referralBalance;
  const inTransaction = (work: Parameters<typeof withTransaction<void>>[1]) =>
    withTransaction(systemOf(database.db), work);
  const rebate = (userId: string, quota: bigint, source = newId("pay")) =>
    inTransaction((tx) => creditReferralRebate(tx, { userId, source, quota })).then(() => source);
  const refund = (source: string, quotaRefunded: bigint, quotaTotal: bigint) =>
    inTransaction((tx) => reverseReferralRebate(tx, { source, quotaRefunded, quotaTotal }));

  test("makes one code an account, also when it is asked for twice at once", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    expect((await getReferral(ctx)).code).toBeNull();
    const made = await Promise.all([createReferralCode(ctx), createReferralCode(ctx)]);
    expect(made[0]).toEqual(made[1]);
    expect((await getReferral(ctx)).code).toBe(made[0]?.code);
  });

  test("credits a share of each top-up once, rounded down, and nothing to nobody", async () => {
    const { inviter, invitee, ctx } = await pair();
    const source = await rebate(invitee.id, 1_009n);
    await rebate(invitee.id, 1_009n, source);
    expect(await balanceOf(inviter.id)).toBe(100n);
    await rebate(inviter.id, 1_000n);
    const { items } = await listRewards(ctx, { limit: 10 });
    expect(items).toMatchObject([{ kind: "rebate", amount: 100n, reversedAmount: 0n }]);
    expect(items[0]?.inviteeName).not.toBe(invitee.username);
  });

  test("gives nothing to a disabled or deleted inviter, nor to oneself", async () => {
    const disabled = await pair({ status: "disabled" });
    const deleted = await pair({ deletedAt: new Date() });
    const own = await makeUser(database.db);
    await database.db.user.update({ where: { id: own.id }, data: { inviterId: own.id } });
    for (const id of [disabled.invitee.id, deleted.invitee.id, own.id]) await rebate(id, 10_000n);
    for (const id of [disabled.inviter.id, deleted.inviter.id, own.id]) expect(await balanceOf(id)).toBe(0n);
  });

  test("rewards both sides of a sign-up once: the invitee's wallet, the inviter's referral balance", async () => {
    const { inviter, invitee, ctx } = await pair();
    const reward = () => inTransaction((tx) => rewardSignUp(tx, { inviterId: inviter.id, inviteeId: invitee.id }));
    await reward();
    await reward();
    expect(await getReferral(ctx)).toMatchObject({ balance: 500n, earned: 500n, invitedCount: 1 });
    expect((await database.db.user.findUniqueOrThrow({ where: { id: invitee.id } })).balance).toBe(300n);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  test("takes a rebate back with the refund, to the unit, however often it is told", async () => {
    const { inviter, invitee } = await pair();
    const source = await rebate(invitee.id, 1_000n);
    await refund(source, 335n, 1_000n);
    await refund(source, 335n, 1_000n);
    expect(await balanceOf(inviter.id)).toBe(67n);
    await refund(source, 1_000n, 1_000n);
    expect(await balanceOf(inviter.id)).toBe(0n);
    await refund(newId("pay"), 1_000n, 1_000n);
  });

  test("takes what is left of a rebate that was transferred, and records the rest", async () => {
    const { inviter, invitee, ctx } = await pair();
    const source = await rebate(invitee.id, 1_500n);
    await transferRewards(ctx, { amount: 120n, idempotencyKey: newId("req") });
    await refund(source, 1_500n, 1_500n);
    expect(await balanceOf(inviter.id)).toBe(0n);
    const event = await database.db.auditEvent.findFirstOrThrow({
      where: { targetId: inviter.id, action: "referral.reverse" },
    });
    expect(event.changes).toContain("120");
  });

  test("moves rewards to the wallet once a key, never more than there are, racing", async () => {
    const { inviter, invitee, ctx } = await pair();
    await rebate(invitee.id, 10_000n);
    const key = newId("req");
    const same = { amount: 200n, idempotencyKey: key };
    await Promise.allSettled([transferRewards(ctx, same), transferRewards(ctx, same)]);
    expect(await transferRewards(ctx, same)).toEqual({ balance: 200n, referralBalance: 800n });
    const racing = Array.from({ length: 6 }, () =>
      transferRewards(ctx, { amount: 200n, idempotencyKey: newId("req") }),
    );
    const outcomes = await Promise.allSettled(racing);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.reason] : []));
    expect(refusals).toEqual(["referral.balance_too_low", "referral.balance_too_low"]);
    const after = await database.db.user.findUniqueOrThrow({ where: { id: inviter.id } });
    expect(after).toMatchObject({ balance: 1_000n, referralBalance: 0n });
    expect(await database.db.auditEvent.count({ where: { actorId: inviter.id, action: "referral.transfer" } })).toBe(5);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  test("keeps to the least transfer, and asks for the password", async () => {
    const { ctx } = await pair();
    const small = transferRewards(ctx, { amount: 99n, idempotencyKey: newId("req") });
    await expect(small).rejects.toMatchObject({ reason: "referral.below_minimum", meta: { min: "100" } });
    const { ctx: stale } = await signedInAs(database.db, "user", { isSteppedUp: false });
    const unproven = transferRewards(stale, { amount: 100n, idempotencyKey: newId("req") });
    await expect(unproven).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  });
});
