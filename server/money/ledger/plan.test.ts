import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchKeys } from "./batch-keys";
import type { Operation } from "./operation";
import { type BatchState, type OpenHold, planBatch } from "./plan";
import { logRow, reserveOperation, settleOperation } from "./testing/operations";

const NOW = Date.UTC(2026, 0, 2, 3, 30);
const plan = (operations: Operation[], state: Partial<BatchState> = {}) =>
  planBatch(
    { operations, now: NOW, isRetry: false },
    { balances: new Map(), remains: new Map(), holds: new Map(), loggedIds: new Set(), ...state },
  );
const hold = (amount: bigint, over: Partial<OpenHold> = {}): OpenHold => ({
  userId: "usr_1",
  tokenId: null,
  amount,
  tokenAmount: 0n,
  ...over,
});
const balances = (amount: bigint) => new Map([["usr_1", amount]]);

describe("a reservation", () => {
  it("passes in order of arrival until the balance is used up", () => {
    const operations = Array.from({ length: 200 }, (_, index) => reserveOperation(`req_${index}`, 10n));
    const { outcomes, users, holdsAdded } = plan(operations, { balances: balances(500n) });
    expect(outcomes.filter((outcome) => outcome.kind === "reserve" && outcome.isReserved)).toHaveLength(50);
    expect(users).toEqual([{ id: "usr_1", balance: -500n, used: 0n, requests: 0 }]);
    expect(holdsAdded).toHaveLength(50);
  });

  it("passes as a whole or not at all", () => {
    const { outcomes, users } = plan([reserveOperation("req_1", 11n)], { balances: balances(10n) });
    expect(outcomes).toEqual([{ kind: "reserve", isReserved: false, insufficient: "user", available: 10n }]);
    expect(users).toEqual([]);
  });

  it("takes from a limited token too, and names the token when that lacks quota", () => {
    const limited = { tokenId: "tok_1", isUnlimitedToken: false };
    const operations = [reserveOperation("req_1", 6n, limited), reserveOperation("req_2", 6n, limited)];
    const result = plan(operations, { balances: balances(100n), remains: new Map([["tok_1", 10n]]) });
    expect(result.outcomes[1]).toEqual({ kind: "reserve", isReserved: false, insufficient: "token", available: 4n });
    expect(result.tokens).toMatchObject([{ id: "tok_1", remain: -6n }]);
    expect(result.users).toMatchObject([{ balance: -6n }]);
  });

  it("that was committed without our knowing is not taken twice", () => {
    const holds = new Map([["req_1", hold(10n)]]);
    const result = plan([reserveOperation("req_1", 10n)], { balances: balances(5n), holds });
    expect(result.outcomes).toEqual([{ kind: "reserve", isReserved: true }]);
    expect(result.users).toEqual([]);
  });
});

describe("a settlement", () => {
  const holds = new Map([["req_1", hold(100n)]]);

  it("charges what it came to and gives the rest of the hold back", () => {
    const result = plan([settleOperation("req_1", 30n)], { balances: balances(0n), holds });
    expect(result.users).toEqual([{ id: "usr_1", balance: 70n, used: 30n, requests: 1 }]);
    expect(result.holdsRemoved).toEqual(["req_1"]);
    expect(result.consumptions).toEqual([{ userId: "usr_1", amount: 30n, balance: 70n, holdDelta: -100n }]);
    expect(result.channels).toEqual([{ id: "chn_1", used: 30n }]);
    expect(result.logs).toMatchObject([{ quota: 30n, uncollectedQuota: 0n }]);
    expect(result.usageHours).toMatchObject([{ requestCount: 1, errorCount: 0, quota: 30n, promptTokens: 10 }]);
  });

  it("beyond the hold takes no more than the balance has, and says what it could not collect", () => {
    const result = plan([settleOperation("req_1", 150n)], { balances: balances(20n), holds });
    expect(result.users).toMatchObject([{ balance: -20n, used: 120n }]);
    expect(result.logs).toMatchObject([{ quota: 120n, uncollectedQuota: 30n }]);
  });

  it("happens once for a request", () => {
    const operations = [settleOperation("req_1", 30n), settleOperation("req_1", 30n)];
    const result = plan(operations, { balances: balances(0n), holds });
    expect(result.outcomes).toMatchObject([
      { isFirst: true, charged: 30n },
      { isFirst: false, charged: 0n },
    ]);
    expect(result.logs).toHaveLength(1);
  });

  it("of a limited token lets it pay the excess as far as it has quota left", () => {
    const tokenHolds = new Map([["req_1", hold(100n, { tokenId: "tok_1", tokenAmount: 100n })]]);
    const state = { balances: balances(500n), holds: tokenHolds, remains: new Map([["tok_1", 10n]]) };
    const result = plan([settleOperation("req_1", 150n, { log: { tokenId: "tok_1" } })], state);
    expect(result.tokens).toMatchObject([{ remain: -10n, used: 150n, requests: 1 }]);
    expect(result.users).toMatchObject([{ balance: -50n }]);
  });

  it("of a failed request charges nothing and counts no served request", () => {
    const log = { kind: "fail", outcome: "upstream_error", channelId: null } as const;
    const result = plan([settleOperation("req_1", 0n, { log })], { balances: balances(0n), holds });
    expect(result.users).toEqual([{ id: "usr_1", balance: 100n, used: 0n, requests: 0 }]);
    expect(result.consumptions).toEqual([]);
    expect(result.usageHours).toMatchObject([{ errorCount: 1, quota: 0n }]);
  });

  it("without a hold writes the log only where the reservation may never have been written", () => {
    expect(plan([settleOperation("req_1", 5n)]).logs).toEqual([]);
    expect(plan([settleOperation("req_1", 5n, { isHoldRequired: false })]).logs).toMatchObject([{ quota: 0n }]);
    const logged = { loggedIds: new Set(["req_1"]) };
    expect(plan([settleOperation("req_1", 5n, { isHoldRequired: false })], logged).logs).toEqual([]);
  });
});

describe("any batch", () => {
  const step = fc.record({ id: fc.integer({ min: 0, max: 8 }), amount: fc.bigInt(0n, 60n), isReserve: fc.boolean() });

  it("keeps balance + holds + consumption constant and nothing below zero", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.bigInt(0n, 200n), (steps, start) => {
        const operations = steps.map(({ id, amount, isReserve }) =>
          isReserve ? reserveOperation(`req_${id}`, amount) : settleOperation(`req_${id}`, amount),
        );
        const result = plan(operations, { balances: balances(start) });
        const change = result.users[0] ?? { balance: 0n, used: 0n };
        const held = result.holdsAdded.reduce((sum, row) => sum + row.amount, 0n);
        expect(start + change.balance + held + change.used).toBe(start);
        expect(start + change.balance >= 0n).toBe(true);
        const consumed = result.consumptions.reduce((sum, row) => sum + row.amount, 0n);
        expect(consumed).toBe(change.used);
        expect(result.usageHours.reduce((sum, row) => sum + row.quota, 0n)).toBe(consumed);
      }),
    );
  });

  it("asks for its rows in one order, and for earlier tries only where it must", () => {
    const operations = [
      reserveOperation("req_2", 1n, { userId: "usr_9" }),
      settleOperation("req_3", 1n),
      settleOperation("req_1", 1n),
    ];
    const keys = batchKeys({ operations, now: NOW, isRetry: false });
    expect(keys).toEqual({ userIds: ["usr_1", "usr_9"], tokenIds: [], holdIds: ["req_1", "req_3"], logIds: [] });
    const holdIds = ["req_1", "req_2", "req_3"];
    expect(batchKeys({ operations, now: NOW, isRetry: true })).toMatchObject({ holdIds });
    const record: Operation = { kind: "record", log: logRow("req_3"), attempts: [] };
    expect(batchKeys({ operations: [record], now: NOW, isRetry: true }).logIds).toEqual(["req_3"]);
  });
});
