import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, type ServiceContext, systemContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import type { CancelOperation, ChargeOperation, ReserveOperation, SettleOperation } from "./operation";
import { adjustBalance } from "./service/adjust";
import { grant } from "./service/grant";
import { openLedgerStore } from "./store";
import { createAccount, type TestAccount } from "./testing/account";
import { chargeOperation, logRow, reserveOperation, settleOperation } from "./testing/operations";
import { verifyLedger } from "./verify";
import { LedgerWriter } from "./writer";

const CALL = { method: "POST", endpoint: "http://upstream", upstreamId: "" };

eachEngine("ledger", (database) => {
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
  const reserve = (account: TestAccount, amount: bigint, over: Partial<ReserveOperation> = {}) =>
    reserveOperation(newId("req"), amount, { userId: account.userId, tokenId: account.tokenId, ...over });
  const settle = (
    held: ReserveOperation,
    charge: bigint,
    over: Parameters<typeof settleOperation>[2] = {},
  ): SettleOperation =>
    settleOperation(held.requestId, charge, {
      ...over,
      log: { userId: held.userId, tokenId: held.tokenId, createdAt: Date.now(), ...over.log },
    });
  const charge = (
    account: TestAccount,
    units: { amount: bigint; charge: bigint },
    over: Partial<Omit<ChargeOperation, "log">> = {},
  ): ChargeOperation => {
    const log = { userId: account.userId, tokenId: account.tokenId, createdAt: Date.now() };
    return chargeOperation(newId("req"), units, { ...log, ...over, log });
  };
  const cancel = (undone: ChargeOperation): CancelOperation => ({
    kind: "cancel",
    charge: undone,
    log: { ...undone.log, kind: "refuse", outcome: "refused", promptTokens: 0, completionTokens: 0, durationMs: 99 },
  });
  const balanceOf = (account: TestAccount) => database.db.user.findUniqueOrThrow({ where: { id: account.userId } });

  it("lets exactly 50 of 200 simultaneous requests through on a balance for 50, from two processes", async () => {
    const account = await createAccount(database.db, { balance: 500n });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? writer : other).reserve(reserve(account, 10n))),
    );
    expect(outcomes.filter((outcome) => outcome.isReserved)).toHaveLength(50);
    expect((await balanceOf(account)).balance).toBe(0n);
    expect(await verify()).toEqual([]);
  });

  it("lets a limited token spend its quota and no more, whatever its user has", async () => {
    const account = await createAccount(database.db, { balance: 10_000n, tokenQuota: 70n });
    const operations = Array.from({ length: 20 }, () => reserve(account, 10n, { isUnlimitedToken: false }));
    const outcomes = await Promise.all(operations.map((operation) => writer.reserve(operation)));
    expect(outcomes.filter((outcome) => outcome.isReserved)).toHaveLength(7);
    expect(outcomes[7]).toEqual({ kind: "reserve", isReserved: false, insufficient: "token", available: 0n });
  });

  it("settles once: the charge stays, the rest goes back, the rows of a request are written together", async () => {
    const account = await createAccount(database.db, { balance: 1_000n });
    const held = reserve(account, 400n);
    await writer.reserve(held);
    const attempt = {
      requestId: held.requestId,
      position: 0,
      channelId: "chn_1",
      channelKeyId: "cky_1",
      ...CALL,
      startedAt: Date.now(),
      durationMs: 5,
      firstByteMs: 2,
      httpStatus: 200,
      fault: "none" as const,
      error: "",
    };
    const price = {
      id: newId("req"),
      mode: "token" as const,
      inputPrice: "1",
      outputPrice: "2",
      cachedInputPrice: "1",
      callPrice: "0",
      groupRatio: "1",
      specialPrices: null,
    };
    const operation = settle(held, 150n, { attempts: [attempt], price, log: { priceId: price.id } });
    const [first, second] = await Promise.all([writer.settle(operation), other.settle(operation)]);
    expect([first.isFirst, second.isFirst].sort()).toEqual([false, true]);
    expect(await balanceOf(account)).toMatchObject({ balance: 850n, usedQuota: 150n, requestCount: 1n });
    const log = await database.db.log.findUniqueOrThrow({ where: { id: held.requestId } });
    expect(log).toMatchObject({
      quota: 150n,
      uncollectedQuota: 0n,
      promptTokens: 10,
      isStream: false,
      priceId: price.id,
    });
    expect(log.createdAt.getTime()).toBe(operation.log.createdAt);
    expect(await database.db.attempt.findMany({ where: { requestId: held.requestId } })).toMatchObject([
      { position: 0, fault: "none" },
    ]);
    expect(await database.db.priceSnapshot.count({ where: { id: price.id } })).toBe(1);
    const token = await database.db.token.findUniqueOrThrow({ where: { id: account.tokenId } });
    expect(token).toMatchObject({ usedQuota: 150n, requestCount: 1n });
    expect(token.lastUsedAt?.getTime()).toBe(operation.log.createdAt);
    expect(await verify()).toEqual([]);
  });

  it("charges at once what was never reserved, to exactly as many as the balance covers, from two processes", async () => {
    const account = await createAccount(database.db, { balance: 500n });
    const units = { amount: 10n, charge: 10n };
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? writer : other).charge(charge(account, units))),
    );
    expect(outcomes.filter((outcome) => outcome.isCharged)).toHaveLength(50);
    expect(await balanceOf(account)).toMatchObject({ balance: 0n, usedQuota: 500n, requestCount: 50n });
    expect(await database.db.log.count({ where: { userId: account.userId, quota: 10n } })).toBe(50);
    expect(await database.db.hold.count({ where: { userId: account.userId } })).toBe(0);
    expect(await verify()).toEqual([]);
  });

  it("charges once when the first try was committed unheard, and gives all of it back when its answer was never given", async () => {
    const account = await createAccount(database.db, { balance: 1_000n, tokenQuota: 500n });
    const units = { amount: 400n, charge: 150n };
    const attempt = { requestId: "", position: 0, channelId: "chn_1", channelKeyId: null, ...CALL };
    const times = { startedAt: Date.now(), durationMs: 5, firstByteMs: 2, httpStatus: 200 };
    const operation = charge(account, units, { isUnlimitedToken: false });
    operation.attempts = [{ ...attempt, ...times, requestId: operation.log.id, fault: "none", error: "" }];
    const store = openLedgerStore(database.url, database.options);
    await store.write({ operations: [operation], now: Date.now(), isRetry: false });
    await store.write({ operations: [operation], now: Date.now(), isRetry: true });
    expect(await balanceOf(account)).toMatchObject({ balance: 850n, usedQuota: 150n, requestCount: 1n });
    expect(await verify()).toEqual([]);
    const undoing = { operations: [cancel(operation)], now: Date.now() };
    await store.write({ ...undoing, isRetry: false });
    await store.write({ ...undoing, isRetry: true });
    await store.close();
    expect(await balanceOf(account)).toMatchObject({ balance: 1_000n, usedQuota: 0n, requestCount: 0n });
    expect(await database.db.token.findUniqueOrThrow({ where: { id: account.tokenId } })).toMatchObject({
      remainQuota: 500n,
      usedQuota: 0n,
    });
    const log = await database.db.log.findUniqueOrThrow({ where: { id: operation.log.id } });
    expect(log).toMatchObject({ kind: "refuse", quota: 0n, durationMs: 99 });
    expect(await database.db.attempt.count({ where: { requestId: log.id } })).toBe(1);
    expect(await verify()).toEqual([]);
  });

  it("keeps one ledger entry a user and hour, with the ledger's sum after it, open holds included", async () => {
    const account = await createAccount(database.db, { balance: 1_000n });
    const held = [reserve(account, 100n), reserve(account, 100n), reserve(account, 100n)] as const;
    for (const operation of held) await writer.reserve(operation);
    await writer.settle(settle(held[0], 40n));
    await writer.settle(settle(held[1], 60n));
    const entries = await database.db.ledgerEntry.findMany({ where: { userId: account.userId, kind: "consume" } });
    expect(entries).toMatchObject([{ amount: -100n, balanceAfter: 900n }]);
    expect(await verify()).toEqual([]);
  });

  it("collects a charge beyond the hold as far as the balance covers, and notes the rest", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const held = reserve(account, 80n);
    await writer.reserve(held);
    expect(await writer.settle(settle(held, 130n))).toMatchObject({ charged: 100n, uncollected: 30n });
    expect(await balanceOf(account)).toMatchObject({ balance: 0n, usedQuota: 100n });
    const log = await database.db.log.findUniqueOrThrow({ where: { id: held.requestId } });
    expect(log).toMatchObject({ quota: 100n, uncollectedQuota: 30n });
  });

  it("writes quota units beyond 2^53 to the unit", async () => {
    const large = 9_007_199_254_740_993n;
    const account = await createAccount(database.db, { balance: large });
    const held = reserve(account, large);
    await writer.reserve(held);
    await writer.settle(settle(held, large - 2n));
    expect(await balanceOf(account)).toMatchObject({ balance: 2n, usedQuota: large - 2n });
    expect(await verify()).toEqual([]);
  });

  it("writes the log of a refused request once, also when its first try may have been written", async () => {
    const id = newId("req");
    const log = logRow(id, {
      kind: "refuse",
      outcome: "refused",
      userId: null,
      channelId: null,
      createdAt: Date.now(),
    });
    const store = openLedgerStore(database.url, database.options);
    const operations = [{ kind: "record" as const, log, attempts: [] }];
    await store.write({ operations, now: Date.now(), isRetry: false });
    await store.write({ operations, now: Date.now(), isRetry: true });
    await store.close();
    expect(await database.db.log.count({ where: { id } })).toBe(1);
    expect(await verify()).toEqual([]);
  });

  it("takes texts with quotes, emoji and line breaks as they are", async () => {
    const account = await createAccount(database.db, { balance: 10n });
    const held = reserve(account, 1n, { model: "模型 \"x\" \\ '🦊'\n" });
    await writer.reserve(held);
    const errorMessage = 'it\'s "broken" \\n 🦊\n次';
    await writer.settle(settle(held, 0n, { log: { kind: "fail", outcome: "upstream_error", errorMessage } }));
    expect(await database.db.log.findUniqueOrThrow({ where: { id: held.requestId } })).toMatchObject({ errorMessage });
  });

  it("agrees to the unit after any interleaving of reservations, settlements and adjustments", async () => {
    const step = fc.record({
      kind: fc.constantFrom("reserve", "settle", "settleTwice", "charge", "chargeUnheard", "adjust"),
      user: fc.nat(2),
      amount: fc.bigInt(0n, 400n),
      isOther: fc.boolean(),
      isLimited: fc.boolean(),
    });
    const accounts = await Promise.all(
      [0, 1, 2].map((index) => createAccount(database.db, { balance: 1_000n, tokenQuota: BigInt(index) * 500n })),
    );
    const ctx = rootContext();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const open: ReserveOperation[] = [];
        await Promise.all(
          steps.map(async ({ kind, user, amount, isOther, isLimited }, index) => {
            const account = accounts[user] as TestAccount;
            const through = isOther ? other : writer;
            // Spread over a few turns, so that steps meet in batches of every mix.
            for (let turn = 0; turn < index % 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
            if (kind === "reserve") {
              const operation = reserve(account, amount, { isUnlimitedToken: !isLimited });
              if ((await through.reserve(operation)).isReserved) open.push(operation);
            } else if (kind === "charge" || kind === "chargeUnheard") {
              const units = { amount, charge: amount / 3n };
              const operation = charge(account, units, { isUnlimitedToken: !isLimited });
              const written = through.charge(operation);
              // Not waited for, as a gateway that has lost its connection does.
              if (kind === "chargeUnheard") await through.cancel(cancel(operation));
              await written;
            } else if (kind === "adjust") {
              const signed = index % 2 === 0 ? amount + 1n : -amount - 1n;
              await adjustBalance(ctx, {
                userId: account.userId,
                amount: signed,
                reason: "a test",
                idempotencyKey: newId("req"),
              }).catch((error: { reason?: string }) => expect(error.reason).toBe("ledger.balance_too_low"));
            } else {
              const operation = open.shift();
              if (!operation) return;
              const charges = kind === "settleTwice" ? [amount, amount] : [amount];
              await Promise.all(charges.map((charge) => through.settle(settle(operation, charge))));
            }
          }),
        );
        await Promise.all(open.slice(0, open.length / 2).map((operation) => writer.settle(settle(operation, 7n))));
        expect(await verify()).toEqual([]);
      }),
      { numRuns: database.engine === "sqlite" ? 25 : 12 },
    );
  });

  it("adjusts once an idempotency key, never below what is free, and writes who and why", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    await writer.reserve(reserve(account, 60n));
    const ctx = rootContext();
    const input = { userId: account.userId, amount: 50n, reason: "paid by bank", idempotencyKey: newId("req") };
    await adjustBalance(ctx, input);
    await adjustBalance(ctx, input);
    expect(await balanceOf(account)).toMatchObject({ balance: 90n });
    const tooMuch = { ...input, amount: -91n, idempotencyKey: newId("req") };
    await expect(adjustBalance(ctx, tooMuch)).rejects.toMatchObject({ reason: "ledger.balance_too_low" });
    const events = await database.db.auditEvent.findMany({
      where: { targetId: account.userId, action: "ledger.adjust" },
    });
    expect(events).toMatchObject([{ reason: "paid by bank" }]);
    await grant(ctx, { userId: account.userId, amount: 5n, reason: "welcome", idempotencyKey: `g:${account.userId}` });
    await grant(ctx, { userId: account.userId, amount: 5n, reason: "welcome", idempotencyKey: `g:${account.userId}` });
    expect(await balanceOf(account)).toMatchObject({ balance: 95n });
    expect(await verify()).toEqual([]);
  });

  it("shows every sum that does not come out", async () => {
    const account = await createAccount(database.db, { balance: 100n });
    const held = reserve(account, 10n);
    await writer.reserve(held);
    await writer.settle(settle(held, 4n));
    const where = { id: account.userId };
    await database.db.user.update({ where, data: { balance: { increment: 1n } } });
    await database.db.log.update({ where: { id: held.requestId }, data: { quota: 5n } });
    const found = await verify();
    expect(found[0]).toEqual({ check: "balance", subject: account.userId, expected: 96n, actual: 97n });
    // In each total that the log counts in: hours of people and of traffic, and the user's and the token's day.
    expect(new Set(found.slice(1).map(({ check }) => check))).toEqual(new Set(["roll-up"]));
    expect(found.slice(1).every(({ expected, actual }) => expected - actual === 1n)).toBe(true);
    await database.db.user.update({ where, data: { balance: { decrement: 1n } } });
    await database.db.log.update({ where: { id: held.requestId }, data: { quota: 4n } });
    expect(await verify()).toEqual([]);
  });

  it("lets operators adjust up to the limit by themselves, and support not at all", async () => {
    const account = await createAccount(database.db, { balance: 0n });
    const session = newId("ses");
    const staff = await createAccount(database.db, { balance: 0n });
    await database.db.session.create({
      data: {
        id: session,
        userId: staff.userId,
        device: "",
        ip: "",
        userAgent: "",
        lastActiveAt: new Date(),
        expiresAt: new Date(),
        steppedUpAt: new Date(),
      },
    });
    const as = (role: "operator" | "support"): ServiceContext => {
      const actor: Actor = { kind: "user", id: staff.userId, name: "staff", role, sessionId: session };
      return { ...rootContext(), actor };
    };
    const input = { userId: account.userId, amount: 50_000_001n, reason: "a test", idempotencyKey: newId("req") };
    expect(await adjustBalance(as("operator"), input)).toMatchObject({ status: "waiting" });
    expect((await balanceOf(account)).balance).toBe(0n);
    await expect(adjustBalance(as("support"), input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await adjustBalance(as("operator"), { ...input, amount: 50_000_000n })).toMatchObject({
      status: "done",
      balance: 50_000_000n,
    });
  });

  function rootContext(): ServiceContext {
    return { ...systemContext("test"), db: database.db };
  }
});
