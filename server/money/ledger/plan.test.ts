import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchKeys } from "./batch-keys";
import type { Funding } from "./funding";
import type { Operation } from "./operation";
import { type BatchPlan, type BatchState, type OpenHold, planBatch } from "./plan";
import type { LoggedRow } from "./rows";
import { chargeOperation, logRow, reserveOperation, settleOperation } from "./testing/operations";

const NOW = Date.UTC(2026, 0, 2, 3, 30);
const plan = (operations: Operation[], state: Partial<BatchState> = {}) =>
  planBatch(
    { operations, now: NOW, isRetry: false },
    { balances: new Map(), remains: new Map(), holds: new Map(), logged: new Map(), windows: new Map(), ...state },
  );
const hold = (amount: bigint, over: Partial<OpenHold> = {}): OpenHold => ({
  userId: "usr_1",
  tokenId: null,
  amount,
  tokenAmount: 0n,
  planAmount: 0n,
  subscriptionId: null,
  ...over,
});
const logged = (kind: LoggedRow["kind"]): LoggedRow => ({ kind, planQuota: 0n, subscriptionId: null });
const balances = (amount: bigint) => new Map([["usr_1", amount]]);

const hoursOf = (result: BatchPlan) => result.rollUps.find(({ name }) => name === "usageHours")?.rows ?? [];

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
    expect(result.outcomes).toMatchObject([{ kind: "reserve", isReserved: true }]);
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
    expect(hoursOf(result)).toMatchObject([{ requestCount: 1, errorCount: 0, quota: 30n, promptTokens: 10 }]);
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
    expect(hoursOf(result)).toMatchObject([{ errorCount: 1, quota: 0n }]);
  });

  it("without a hold writes the log only where the reservation may never have been written", () => {
    expect(plan([settleOperation("req_1", 5n)]).logs).toEqual([]);
    expect(plan([settleOperation("req_1", 5n, { isHoldRequired: false })]).logs).toMatchObject([{ quota: 0n }]);
    const seen = { logged: new Map([["req_1", logged("consume")]]) };
    expect(plan([settleOperation("req_1", 5n, { isHoldRequired: false })], seen).logs).toEqual([]);
  });
});

describe("a charge of what was never reserved", () => {
  it("passes on the condition of a reservation, and takes only what the request came to", () => {
    const operations = [
      chargeOperation("req_1", { amount: 60n, charge: 5n }),
      chargeOperation("req_2", { amount: 100n, charge: 5n }),
    ];
    const result = plan(operations, { balances: balances(100n) });
    expect(result.outcomes).toEqual([
      { kind: "charge", isCharged: true, left: { balance: 95n, remain: null }, uncollected: 0n },
      { kind: "charge", isCharged: false, insufficient: "user", available: 95n },
    ]);
    expect(result.users).toEqual([{ id: "usr_1", balance: -5n, used: 5n, requests: 1 }]);
    expect(result.consumptions).toEqual([{ userId: "usr_1", amount: 5n, balance: 95n, holdDelta: 0n }]);
    expect([result.holdsAdded, result.holdsRemoved]).toEqual([[], []]);
    expect(result.logs).toMatchObject([{ id: "req_1", quota: 5n }]);
  });

  it("that is owed takes what there is, and writes down what lacks", () => {
    const limited = { tokenId: "tok_1", isUnlimitedToken: false, isOwed: true } as const;
    const operation = chargeOperation("req_1", { amount: 60n, charge: 30n }, { ...limited, log: { tokenId: "tok_1" } });
    const state = { balances: balances(20n), remains: new Map([["tok_1", 5n]]) };
    const result = plan([operation], state);
    expect(result.outcomes).toEqual([
      { kind: "charge", isCharged: true, left: { balance: 0n, remain: 0n }, uncollected: 10n },
    ]);
    expect(result.users).toMatchObject([{ id: "usr_1", balance: -20n, used: 20n }]);
    expect(result.tokens).toMatchObject([{ id: "tok_1", remain: -5n, used: 20n }]);
    expect(result.logs).toMatchObject([{ id: "req_1", quota: 20n, uncollectedQuota: 10n }]);
    // Its row is looked for whether or not this is known to be another try: an earlier process may have written it.
    expect(batchKeys({ operations: [operation], now: NOW, isRetry: false }).logIds).toEqual(["req_1"]);
    const again = plan([operation], { ...state, logged: new Map([["req_1", logged("consume")]]) });
    expect([again.users, again.logs]).toEqual([[], []]);
  });

  it("comes to the same as the reservation and the settlement it stands for", () => {
    const limited = { tokenId: "tok_1", isUnlimitedToken: false };
    const state = { balances: balances(100n), remains: new Map([["tok_1", 80n]]) };
    const log = { tokenId: "tok_1" };
    const inTwo = plan([reserveOperation("req_1", 50n, limited), settleOperation("req_1", 20n, { log })], state);
    const inOne = plan([chargeOperation("req_1", { amount: 50n, charge: 20n }, { ...limited, log })], state);
    expect({ ...inOne, outcomes: [] }).toEqual({ ...inTwo, outcomes: [] });
  });

  it("is refused for a limited token that has too little, and nothing is written", () => {
    const limited = { tokenId: "tok_1", isUnlimitedToken: false };
    const state = { balances: balances(100n), remains: new Map([["tok_1", 10n]]) };
    const result = plan([chargeOperation("req_1", { amount: 11n, charge: 1n }, limited)], state);
    expect(result.outcomes).toEqual([{ kind: "charge", isCharged: false, insufficient: "token", available: 10n }]);
    expect([result.users, result.tokens, result.logs]).toEqual([[], [], []]);
  });

  it("never takes more than there is, even if it came to more than would have been reserved", () => {
    const { outcomes, users } = plan([chargeOperation("req_1", { amount: 10n, charge: 30n })], {
      balances: balances(20n),
    });
    expect(outcomes).toMatchObject([{ isCharged: false, available: 20n }]);
    expect(users).toEqual([]);
  });

  it("that was committed without our knowing is not taken twice", () => {
    const state = { balances: balances(5n), logged: new Map([["req_1", logged("consume")]]) };
    const result = plan([chargeOperation("req_1", { amount: 10n, charge: 10n })], state);
    expect(result.outcomes).toMatchObject([{ kind: "charge", isCharged: true }]);
    expect([result.users, result.logs]).toEqual([[], []]);
  });

  it("is undone to the unit when its answer was never given, and its log says so", () => {
    const limited = { tokenId: "tok_1", isUnlimitedToken: false, log: { tokenId: "tok_1" } };
    const charge = chargeOperation("req_1", { amount: 60n, charge: 5n }, limited);
    const log = logRow("req_1", { kind: "refuse", outcome: "refused", promptTokens: 0, completionTokens: 0 });
    const state = { balances: balances(100n), remains: new Map([["tok_1", 80n]]) };
    const result = plan([charge, { kind: "cancel", charge, log }], state);
    expect(result.outcomes[1]).toEqual({ kind: "cancel", wasCharged: true });
    expect(result.users).toEqual([{ id: "usr_1", balance: 0n, used: 0n, requests: 0 }]);
    expect(result.tokens).toMatchObject([{ remain: 0n, used: 0n, requests: 0 }]);
    expect(result.channels).toEqual([{ id: "chn_1", used: 0n }]);
    expect(result.logsReplaced).toMatchObject([{ id: "req_1", kind: "refuse", quota: 0n }]);
    const sums = hoursOf(result).map(({ requestCount, errorCount, quota }) => ({ requestCount, errorCount, quota }));
    expect(sums).toContainEqual({ requestCount: 0, errorCount: 0, quota: 0n });
    expect(sums).toContainEqual({ requestCount: 1, errorCount: 1, quota: 0n });
  });

  it("is undone once, also when the undoing is tried again", () => {
    const charge = chargeOperation("req_1", { amount: 60n, charge: 5n });
    const cancel: Operation = { kind: "cancel", charge, log: logRow("req_1", { kind: "refuse" }) };
    const state = { balances: balances(100n) };
    expect(plan([charge, cancel, cancel], state).users).toEqual([{ id: "usr_1", balance: 0n, used: 0n, requests: 0 }]);
    expect(plan([cancel], { logged: new Map([["req_1", logged("refuse")]]) }).users).toEqual([]);
  });

  it("that was never written leaves nothing to undo but its log", () => {
    const charge = chargeOperation("req_1", { amount: 60n, charge: 5n });
    const result = plan([{ kind: "cancel", charge, log: logRow("req_1", { kind: "refuse" }) }]);
    expect(result.outcomes).toEqual([{ kind: "cancel", wasCharged: false }]);
    expect([result.users, result.logsReplaced]).toEqual([[], []]);
    expect(result.logs).toMatchObject([{ kind: "refuse", quota: 0n }]);
  });
});

describe("plans that pay", () => {
  const window = (id: string, limitQuota: bigint) => ({ id, kind: "day", startsAt: 0, endsAt: NOW, limitQuota });
  const two: Funding = {
    order: "plan_first",
    allowances: [
      { subscriptionId: "sub_1", windows: [window("sub_1:day:0", 5n), window("sub_1:hours5:0", 4n)] },
      { subscriptionId: "sub_2", windows: [window("sub_2:day:0", 100n)] },
    ],
  };
  const reserve = (amount: bigint, funding: Funding) => reserveOperation("req_1", amount, { funding });

  it("spend what ends first, and the wallet covers the rest of one request", () => {
    const result = plan([reserve(10n, two)], { balances: balances(100n) });
    expect(result.holdsAdded).toMatchObject([{ amount: 10n, planAmount: 4n, subscriptionId: "sub_1" }]);
    expect(result.users).toMatchObject([{ balance: -6n }]);
    expect(result.windowsAdded.map(({ id, usedQuota }) => [id, usedQuota])).toEqual([
      ["sub_1:day:0", 4n],
      ["sub_1:hours5:0", 4n],
    ]);
  });

  it("let another plan pay where the first and the wallet together do not", () => {
    const poor = plan([reserve(10n, two)], { balances: balances(0n) });
    expect(poor.holdsAdded).toMatchObject([{ planAmount: 10n, subscriptionId: "sub_2" }]);
    const only = plan([reserve(10n, { ...two, order: "plan_only" })], { balances: balances(100n) });
    expect(only.holdsAdded).toMatchObject([{ planAmount: 10n, subscriptionId: "sub_2" }]);
  });

  it("hold by the limit of a window's row, which a reset by hand raised", () => {
    const windows = new Map([["sub_1:hours5:0", { limitQuota: 9n, usedQuota: 4n }]]);
    const result = plan([reserve(10n, two)], { balances: balances(100n), windows });
    expect(result.holdsAdded).toMatchObject([{ planAmount: 5n }]);
    expect(result.windows).toEqual([{ id: "sub_1:hours5:0", used: 5n }]);
  });
});

describe("any batch", () => {
  const kind = fc.constantFrom("reserve", "settle", "charge", "cancel");
  const step = fc.record({ id: fc.integer({ min: 0, max: 8 }), amount: fc.bigInt(0n, 60n), kind });
  const operationOf = ({ id, amount, kind }: { id: number; amount: bigint; kind: string }): Operation => {
    if (kind === "reserve") return reserveOperation(`req_${id}`, amount);
    if (kind === "settle") return settleOperation(`req_${id}`, amount);
    // One request is charged one sum, however often it is tried.
    const charge = chargeOperation(`chg_${id}`, { amount: 60n, charge: BigInt(id) * 6n });
    return kind === "charge" ? charge : { kind: "cancel", charge, log: logRow(`chg_${id}`, { kind: "refuse" }) };
  };

  it("keeps balance + holds + consumption constant and nothing below zero", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.bigInt(0n, 200n), (steps, start) => {
        const result = plan(steps.map(operationOf), { balances: balances(start) });
        const change = result.users[0] ?? { balance: 0n, used: 0n };
        const held = result.holdsAdded.reduce((sum, row) => sum + row.amount, 0n);
        expect(start + change.balance + held + change.used).toBe(start);
        expect(start + change.balance >= 0n).toBe(true);
        const consumed = result.consumptions.reduce((sum, row) => sum + row.amount, 0n);
        expect(consumed).toBe(change.used);
        expect(hoursOf(result).reduce((sum, row) => sum + BigInt(Number(row.quota)), 0n)).toBe(consumed);
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
    expect(keys).toEqual({
      userIds: ["usr_1", "usr_9"],
      tokenIds: [],
      holdIds: ["req_1", "req_3"],
      logIds: [],
      windowIds: [],
    });
    const holdIds = ["req_1", "req_2", "req_3"];
    expect(batchKeys({ operations, now: NOW, isRetry: true })).toMatchObject({ holdIds });
    const record: Operation = { kind: "record", log: logRow("req_3"), attempts: [] };
    expect(batchKeys({ operations: [record], now: NOW, isRetry: true }).logIds).toEqual(["req_3"]);
  });
});
