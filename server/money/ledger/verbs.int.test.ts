import { expect, it } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { post } from "./post";
import { adjustBalance } from "./service/adjust";
import { listLedger } from "./service/list";
import { reverseEntry } from "./service/reverse";
import { transferQuota } from "./service/transfer";
import { createAccount, type TestAccount } from "./testing/account";
import { verifyLedger } from "./verify";

const REASON = "a test";

eachEngine("changes of balances by the staff", (database) => {
  const differences = async () => (await verifyLedger(database.db)).differences;
  const balanceOf = async ({ userId }: TestAccount) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;
  const operator = async () => (await signedInAs(database.db, "operator")).ctx;
  const credit = async (account: TestAccount, amount: bigint) => {
    const ctx = await operator();
    const idempotencyKey = newId("req");
    const answer = await adjustBalance(ctx, { userId: account.userId, amount, reason: REASON, idempotencyKey });
    if (answer.status !== "done") throw new Error("expected to be below the limit");
    return answer.entryId;
  };
  const transfer = (from: TestAccount, to: TestAccount, amount: bigint, idempotencyKey: string = newId("req")) => ({
    fromUserId: from.userId,
    toUserId: to.userId,
    amount,
    reason: REASON,
    idempotencyKey,
  });

  it("undoes an entry by a counter-entry that names it, and leaves the entry as it was", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const entryId = await credit(account, 40n);
    expect(await reverseEntry(await operator(), { entryId, reason: REASON })).toMatchObject({ balance: 100n });
    const { items } = await listLedger(systemOf(database.db), { userId: account.userId, limit: 10 });
    expect(items.find(({ id }) => id === entryId)).toMatchObject({ kind: "adjust", amount: 40n, balanceAfter: 140n });
    expect(items.find(({ kind }) => kind === "reversal")).toMatchObject({ amount: -40n, reference: entryId });
    expect(await differences()).toEqual([]);
  });

  it("lets one of two people reverse an entry, and tells the other that it was done", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const entryId = await credit(account, 40n);
    const people = await Promise.all([operator(), operator(), operator()]);
    const outcomes = await Promise.allSettled(people.map((ctx) => reverseEntry(ctx, { entryId, reason: REASON })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "ledger.already_reversed" });
    }
    expect(await balanceOf(account)).toBe(100n);
    expect(await differences()).toEqual([]);
  });

  it("reverses neither a reversal nor what belongs to an order, and no credit that was spent", async () => {
    const account = await createAccount(database.db, { balance: 0n });
    const entryId = await credit(account, 40n);
    await transferQuota(await operator(), transfer(account, await createAccount(database.db, { balance: 0n }), 30n));
    await expect(reverseEntry(await operator(), { entryId, reason: REASON })).rejects.toMatchObject({
      reason: "ledger.balance_too_low",
    });
    await credit(account, 30n);
    await reverseEntry(await operator(), { entryId, reason: REASON });
    const reversal = await database.db.ledgerEntry.findFirstOrThrow({ where: { reference: entryId } });
    await expect(reverseEntry(await operator(), { entryId: reversal.id, reason: REASON })).rejects.toMatchObject({
      reason: "ledger.not_reversible",
    });
    const paid = await database.db.$transaction((db) =>
      post(
        { ...systemOf(database.db), db: db as typeof database.db, tx: true },
        {
          userId: account.userId,
          kind: "top_up",
          amount: 5n,
          reference: newId("pay"),
          reason: "",
          idempotencyKey: newId("req"),
        },
      ),
    );
    await expect(reverseEntry(await operator(), { entryId: paid.entryId, reason: REASON })).rejects.toMatchObject({
      reason: "ledger.belongs_to_order",
    });
    expect(await differences()).toEqual([]);
  });

  it("moves quota between accounts both ways at once, and no unit is made or lost", async () => {
    const one = await createAccount(database.db, { balance: 1_000n });
    const two = await createAccount(database.db, { balance: 1_000n });
    const ctx = await operator();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        transferQuota(ctx, index % 2 === 0 ? transfer(one, two, 7n) : transfer(two, one, 3n)),
      ),
    );
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([980n, 1_020n]);
    expect(await differences()).toEqual([]);
  });

  it("moves quota once a key, all of it or nothing, and never to the same account", async () => {
    const one = await createAccount(database.db, { balance: 50n });
    const two = await createAccount(database.db, { balance: 0n });
    const ctx = await operator();
    const input = transfer(one, two, 20n);
    await transferQuota(ctx, input);
    await transferQuota(ctx, input);
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([30n, 20n]);
    await expect(transferQuota(ctx, transfer(one, two, 31n))).rejects.toMatchObject({
      reason: "ledger.balance_too_low",
    });
    expect([await balanceOf(one), await balanceOf(two)]).toEqual([30n, 20n]);
    await expect(transferQuota(ctx, transfer(one, one, 1n))).rejects.toMatchObject({ reason: "ledger.same_account" });
    expect(await database.db.auditEvent.count({ where: { targetId: one.userId, action: "ledger.transfer" } })).toBe(1);
  });

  it("asks for the password again before money moves", async () => {
    const account = await createAccount(database.db, { balance: 50n });
    const { ctx } = await signedInAs(database.db, "admin", { isSteppedUp: false });
    const other = await createAccount(database.db, { balance: 0n });
    const refused = { code: "STEP_UP_REQUIRED" };
    await expect(transferQuota(ctx, transfer(account, other, 1n))).rejects.toMatchObject(refused);
    await expect(reverseEntry(ctx, { entryId: newId("led"), reason: REASON })).rejects.toMatchObject(refused);
  });

  it("finds entries by person, sign, reference and actor; users find their own alone", async () => {
    const account = await createAccount(database.db, { balance: 9n });
    const { ctx, user } = await signedInAs(database.db, "operator");
    await adjustBalance(ctx, { userId: account.userId, amount: -4n, reason: REASON, idempotencyKey: newId("req") });
    const find = async (filter: object) =>
      (await listLedger(ctx, { userId: account.userId, limit: 10, ...filter })).items.map(({ amount }) => amount);
    expect(await find({ sign: "credit" })).toEqual([9n]);
    expect(await find({ sign: "debit" })).toEqual([-4n]);
    expect(await find({ actor: user.username })).toEqual([-4n]);
    expect(await find({ user: account.userId })).toEqual([-4n, 9n]);
    expect(await find({ user: user.username })).toEqual([]);
    expect(await find({ reference: newId("pay") })).toEqual([]);
    const customer = await signedInAs(database.db, "user");
    for (const userId of [account.userId, undefined]) {
      await expect(listLedger(customer.ctx, { userId, limit: 10 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect((await listLedger(customer.ctx, { userId: customer.user.id, limit: 10 })).items).toEqual([]);
  });

  it("tells customers what the site did, and not who of the staff", async () => {
    const customer = await signedInAs(database.db, "user");
    const userId = customer.user.id;
    const { ctx, user } = await signedInAs(database.db, "operator");
    await adjustBalance(ctx, { userId, amount: 4n, reason: REASON, idempotencyKey: newId("req") });
    const own = await listLedger(customer.ctx, { userId, limit: 10 });
    expect(own.items.map(({ actor }) => actor)).toEqual([null]);
    expect((await listLedger(customer.ctx, { userId, limit: 10, actor: user.username })).items).toEqual([]);
    const seen = await listLedger(ctx, { userId, limit: 10 });
    expect(seen.items.map(({ actor }) => actor)).toEqual([{ id: user.id, username: user.username }]);
  });
});
