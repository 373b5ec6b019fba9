import { beforeAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { reverseEntry } from "@/server/money/ledger/service/reverse";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { listUses } from "./service/list";
import { redeemCode, redeemCodeFor } from "./service/redeem";
import { voidBatch, voidCode } from "./service/void";
import { takenBatch } from "./testing/batch";

const HOUR_MS = 3_600_000;

eachEngine("redeeming codes", (database) => {
  let operator: ServiceContext;

  beforeAll(async () => {
    operator = (await signedInAs(database.db, "operator")).ctx;
  });

  const later = (ms: number) => new Date(Date.now() + ms);
  const balanceOf = async (id: string) => (await database.db.user.findUniqueOrThrow({ where: { id } })).balance;
  const customers = (count: number) =>
    Promise.all(Array.from({ length: count }, () => signedInAs(database.db, "user")));

  test("credits the wallet once, with a ledger entry, a use and an audit event that name each other", async () => {
    const { id, codes } = await takenBatch(operator, { prefix: "SPRING" });
    const { user, ctx } = await signedInAs(database.db, "user");
    const code = codes[0] ?? "";
    const redeemed = await redeemCode(ctx, { code: ` ${code.toLowerCase()}\n` });
    expect(redeemed).toMatchObject({ amount: 500_000n, balance: 500_000n, endsAt: null });
    expect(await balanceOf(user.id)).toBe(500_000n);
    const entry = await database.db.ledgerEntry.findFirstOrThrow({ where: { userId: user.id } });
    expect(entry).toMatchObject({ kind: "redeem", amount: 500_000n, reference: redeemed.useId });
    const { items } = await listUses(operator, { userId: user.id, limit: 10 });
    expect(items).toMatchObject([{ id: redeemed.useId, batch: { id }, actor: null, ledgerEntryId: entry.id }]);
    const events = await database.db.auditEvent.findMany({ where: { actorId: user.id } });
    expect(events.map((event) => event.action)).toEqual(["redemption.redeem"]);
  });

  describe("says what is wrong", () => {
    const refused = (code: string, reason: string) => ({ code, reason: `redemption.${reason}` });
    let customer: ServiceContext;
    beforeAll(async () => {
      customer = (await signedInAs(database.db, "user")).ctx;
    });

    test("with no code, or one that does not exist", async () => {
      await expect(redeemCode(customer, { code: " - " })).rejects.toMatchObject(refused("BAD_INPUT", "empty"));
      await expect(redeemCode(customer, { code: "NO-SUCH-CODE" })).rejects.toMatchObject(
        refused("NOT_FOUND", "unknown"),
      );
    });

    test("with a code that is not valid yet, or no more", async () => {
      const window = { validFrom: later(HOUR_MS), validUntil: later(2 * HOUR_MS) };
      const { codes } = await takenBatch(operator, { codeCount: 1, ...window });
      const code = codes[0] ?? "";
      const at = (ms: number) => redeemCode({ ...customer, clock: () => later(ms) }, { code });
      await expect(at(0)).rejects.toMatchObject(refused("PRECONDITION_FAILED", "not_yet"));
      await expect(at(3 * HOUR_MS)).rejects.toMatchObject(refused("PRECONDITION_FAILED", "expired"));
      expect((await at(1.5 * HOUR_MS)).amount).toBe(500_000n);
    });

    test("with a code somebody else has used, or one has used oneself", async () => {
      const { codes } = await takenBatch(operator, { codeCount: 1 });
      const other = (await signedInAs(database.db, "user")).ctx;
      const code = codes[0] ?? "";
      await redeemCode(other, { code });
      await expect(redeemCode(customer, { code })).rejects.toMatchObject(refused("CONFLICT", "used"));
      await expect(redeemCode(other, { code })).rejects.toMatchObject(refused("CONFLICT", "used_by_you"));
    });

    test("with a gift that is used up, or that one has had", async () => {
      const { codes } = await takenBatch(operator, { kind: "gift", usesMax: 2, codeCount: 1 });
      const code = codes[0] ?? "";
      const [first, second] = await customers(2);
      if (!first || !second) throw new Error("two customers were made");
      await redeemCode(first.ctx, { code });
      await expect(redeemCode(first.ctx, { code })).rejects.toMatchObject(refused("CONFLICT", "used_by_you"));
      await redeemCode(second.ctx, { code });
      await expect(redeemCode(customer, { code })).rejects.toMatchObject(refused("CONFLICT", "exhausted"));
      expect(await balanceOf(first.user.id)).toBe(500_000n);
    });

    test("with a code that was voided in the customer's hands, singly or with its batch", async () => {
      const { id, codes } = await takenBatch(operator, { codeCount: 2 });
      const row = await database.db.redemptionCode.findFirstOrThrow({ where: { batchId: id, position: 0 } });
      await voidCode(operator, { id: row.id, reason: "sold twice" });
      await expect(redeemCode(customer, { code: codes[0] ?? "" })).rejects.toMatchObject(
        refused("PRECONDITION_FAILED", "void"),
      );
      await voidBatch(operator, { id, extent: "all", reason: "leaked" });
      await expect(redeemCode(customer, { code: codes[1] ?? "" })).rejects.toMatchObject(
        refused("PRECONDITION_FAILED", "void"),
      );
    });
  });

  describe("for a customer", () => {
    test("credits the customer and records who did it and why", async () => {
      const { codes } = await takenBatch(operator);
      const customer = await makeUser(database.db);
      const input = { userId: customer.id, code: codes[0] ?? "", reason: "called about it" };
      expect((await redeemCodeFor(operator, input)).balance).toBe(500_000n);
      const entry = await database.db.ledgerEntry.findFirstOrThrow({ where: { userId: customer.id } });
      const actor = operator.actor.kind === "user" ? operator.actor.id : "";
      expect(entry).toMatchObject({ actorId: actor, reason: "called about it" });
      const { items } = await listUses(operator, { userId: customer.id, limit: 10 });
      expect(items[0]?.actor?.id).toBe(actor);
    });

    test("needs the password again, and a customer who stands below", async () => {
      const { codes } = await takenBatch(operator);
      const code = codes[0] ?? "";
      const cold = (await signedInAs(database.db, "operator", { isSteppedUp: false })).ctx;
      const customer = await makeUser(database.db);
      const input = { userId: customer.id, code, reason: "called about it" };
      await expect(redeemCodeFor(cold, input)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      const admin = await makeUser(database.db, { role: "admin" });
      await expect(redeemCodeFor(operator, { ...input, userId: admin.id })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      const support = (await signedInAs(database.db, "support")).ctx;
      await expect(redeemCodeFor(support, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    });
  });

  describe("by many at once", () => {
    test("one code for one use is redeemed by exactly one of twenty", async () => {
      const { id, codes } = await takenBatch(operator, { codeCount: 1 });
      const people = await customers(20);
      const tries = await Promise.allSettled(people.map(({ ctx }) => redeemCode(ctx, { code: codes[0] ?? "" })));
      expect(tries.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      for (const result of tries) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "redemption.used" });
      }
      const credited = await Promise.all(people.map(({ user }) => balanceOf(user.id)));
      expect(credited.filter((balance) => balance === 500_000n)).toHaveLength(1);
      expect(await database.db.redemptionBatch.findUnique({ where: { id } })).toMatchObject({ usedCount: 1 });
    });

    test("a gift with twenty uses is redeemed by exactly twenty of a hundred and twenty", async () => {
      const { id, codes } = await takenBatch(operator, { kind: "gift", usesMax: 20, codeCount: 1 });
      const people = await customers(120);
      const tries = await Promise.allSettled(people.map(({ ctx }) => redeemCode(ctx, { code: codes[0] ?? "" })));
      expect(tries.filter((result) => result.status === "fulfilled")).toHaveLength(20);
      for (const result of tries) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "redemption.exhausted" });
      }
      const row = await database.db.redemptionCode.findFirstOrThrow({ where: { batchId: id } });
      expect(row).toMatchObject({ status: "used", usesLeft: 0, usedCount: 20 });
      expect(await database.db.redemptionUse.count({ where: { batchId: id } })).toBe(20);
    });

    test("ten clicks of one user on one gift are one use", async () => {
      const { id, codes } = await takenBatch(operator, { kind: "gift", usesMax: 50, codeCount: 1 });
      const { user, ctx } = await signedInAs(database.db, "user");
      const tries = await Promise.allSettled(
        Array.from({ length: 10 }, () => redeemCode(ctx, { code: codes[0] ?? "" })),
      );
      expect(tries.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      for (const result of tries) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "redemption.used_by_you" });
      }
      expect(await balanceOf(user.id)).toBe(500_000n);
      const row = await database.db.redemptionCode.findFirstOrThrow({ where: { batchId: id } });
      expect(row).toMatchObject({ usesLeft: 49, usedCount: 1 });
    });

    test("a batch voided meanwhile credits nobody after it, and the books agree", async () => {
      const { id, codes } = await takenBatch(operator, { codeCount: 30 });
      const people = await customers(30);
      const redeeming = people.map(({ ctx }, index) => redeemCode(ctx, { code: codes[index] ?? "" }));
      const [voided, ...tries] = await Promise.allSettled([
        voidBatch(operator, { id, extent: "all", reason: "leaked" }),
        ...redeeming,
      ]);
      const used = tries.filter((result) => result.status === "fulfilled").length;
      expect(voided).toMatchObject({ status: "fulfilled", value: { voidedCount: 30 - used } });
      expect(await database.db.redemptionUse.count({ where: { batchId: id } })).toBe(used);
      expect((await verifyLedger(database.db)).differences).toEqual([]);
    });
  });

  describe("guessing", () => {
    const guess = (ctx: ServiceContext, index: number) => redeemCode(ctx, { code: `GUESS-${index}` });

    test("is stopped after ten unknown codes, for real ones too, and staff can find out", async () => {
      const { codes } = await takenBatch(operator);
      const { user, ctx } = await signedInAs(database.db, "user");
      const guesser = { ...ctx, ip: "" };
      const tries = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => guess(guesser, index)));
      const reasons = tries.map((result) => (result.status === "rejected" ? result.reason.reason : "redeemed"));
      expect(reasons.filter((reason) => reason === "redemption.unknown")).toHaveLength(10);
      expect(reasons.filter((reason) => reason === "redemption.locked")).toHaveLength(20);
      await expect(redeemCode(guesser, { code: codes[0] ?? "" })).rejects.toMatchObject({
        code: "RATE_LIMITED",
        meta: { minutes: 30 },
      });
      const events = await database.db.auditEvent.findMany({ where: { targetId: user.id } });
      expect(events.map((event) => event.action)).toEqual(["redemption.lockOut"]);
      const afterLock = { ...guesser, clock: () => later(HOUR_MS) };
      expect((await redeemCode(afterLock, { code: codes[0] ?? "" })).amount).toBe(500_000n);
    });

    test("from many accounts behind one address is stopped by the address", async () => {
      const ip = "198.51.100.23";
      for (const { ctx } of await customers(10)) {
        for (let index = 0; index < 10; index += 1) {
          await expect(guess({ ...ctx, ip }, index)).rejects.toMatchObject({ reason: "redemption.unknown" });
        }
      }
      const { ctx } = await signedInAs(database.db, "user");
      await expect(guess({ ...ctx, ip }, 0)).rejects.toMatchObject({ reason: "redemption.locked" });
      await expect(guess({ ...ctx, ip: "198.51.100.24" }, 0)).rejects.toMatchObject({ reason: "redemption.unknown" });
    });

    test("is not what typing a used or expired code is", async () => {
      const { codes } = await takenBatch(operator, { codeCount: 1 });
      const [first, second] = await customers(2);
      if (!first || !second) throw new Error("two customers were made");
      await redeemCode(first.ctx, { code: codes[0] ?? "" });
      for (let index = 0; index < 15; index += 1) {
        await expect(redeemCode(second.ctx, { code: codes[0] ?? "" })).rejects.toMatchObject({
          reason: "redemption.used",
        });
      }
    });
  });

  test("codes bought for one use earn the inviter a share; gifts do not", async () => {
    await replaceSetting(database.db, "rewards.rebatePercent", 10);
    const inviter = await makeUser(database.db);
    const invitee = await makeUser(database.db, { inviterId: inviter.id });
    const ctx = await contextOf(database.db, invitee);
    const gift = await takenBatch(operator, { kind: "gift", usesMax: 2, codeCount: 1 });
    const single = await takenBatch(operator, { codeCount: 1 });
    const shareOf = async () =>
      (await database.db.user.findUniqueOrThrow({ where: { id: inviter.id } })).referralBalance;
    await redeemCode(ctx, { code: gift.codes[0] ?? "" });
    expect(await shareOf()).toBe(0n);
    await redeemCode(ctx, { code: single.codes[0] ?? "" });
    expect(await shareOf()).toBe(50_000n);
  });

  test("takes the inviter's share back when staff reverses what a code brought", async () => {
    await replaceSetting(database.db, "rewards.rebatePercent", 10);
    const inviter = await makeUser(database.db);
    const { user, ctx } = await signedInAs(database.db, "user");
    await database.db.user.update({ where: { id: user.id }, data: { inviterId: inviter.id } });
    const { codes } = await takenBatch(operator, { codeCount: 1 });
    const { useId } = await redeemCode(ctx, { code: codes[0] ?? "" });
    const share = async () => (await database.db.user.findUniqueOrThrow({ where: { id: inviter.id } })).referralBalance;
    expect(await share()).toBe(50_000n);
    const entry = await database.db.ledgerEntry.findFirstOrThrow({ where: { reference: useId } });
    await reverseEntry(operator, { entryId: entry.id, reason: "A stolen code" });
    expect(await share()).toBe(0n);
    await replaceSetting(database.db, "rewards.rebatePercent", 0);
  });
});
