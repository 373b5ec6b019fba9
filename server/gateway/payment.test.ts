import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStore } from "@/server/money/ledger/testing/memory-store";
import { LedgerWriter } from "@/server/money/ledger/writer";
import { RequestFacts } from "./facts";
import { KnownFunds } from "./known-funds";
import { Payment, type PaymentDeps } from "./payment";
import { freePrice } from "./price";
import { testAuthEntry } from "./testing/auth-entry";
import { type Ending, startTrace } from "./trace";

const SERVED: Ending = { kind: "consume", outcome: "completed", httpStatus: 200, usageSource: "provider" };
const FAILED: Ending = { kind: "fail", outcome: "upstream_error", httpStatus: 502, usageSource: "none" };
const REFUSED = { outcome: "refused", httpStatus: 429, usageSource: "none" } as const;

let store: MemoryStore;
let writer: LedgerWriter;
let deps: PaymentDeps;
let count = 0;

beforeEach(() => {
  store = new MemoryStore(10_000n);
  writer = new LedgerWriter(store, { retryPauseMs: 1, reserveTimeoutMs: 200 });
  deps = { writer, funds: new KnownFunds(), facts: new RequestFacts(), nodeId: "nod_1", offline: null };
});
afterEach(() => writer.close(0));

function paymentOf(amount: bigint): Payment {
  count += 1;
  const fields = {
    requestId: `req_${count}`,
    endpoint: "chat",
    ip: "127.0.0.1",
    clientRequestId: "",
    startedAt: Date.now(),
  };
  const trace = startTrace(fields, performance.now());
  const price = freePrice();
  const entry = testAuthEntry();
  return new Payment(deps, { trace, entry, model: "m", price, amount, lifeMs: 60_000, quotaErrorStatus: 429 });
}

/** One request that makes the account known, as every first one does. */
async function makeKnown(): Promise<void> {
  const first = paymentOf(1n);
  await first.begin();
  await first.settle(SERVED, 1n);
  store.written.length = 0;
}

describe("a request of an account that nothing is known of", () => {
  it("begins when its reservation is written, and is settled", async () => {
    const payment = paymentOf(100n);
    store.pause();
    const began = vi.fn();
    const beginning = payment.begin().then(began);
    await new Promise((resolve) => setImmediate(resolve));
    expect(began).not.toHaveBeenCalled();
    store.resume();
    await beginning;
    expect(payment.isHeld).toBe(true);
    await payment.settle(SERVED, 30n);
    expect(store.kinds).toEqual(["reserve", "settle"]);
    expect(store.balance).toBe(9_970n);
  });

  it("is refused before anything is asked of an upstream when the quota is short", async () => {
    const payment = paymentOf(10_001n);
    await expect(payment.begin()).rejects.toMatchObject({ code: "insufficient_quota", status: 429 });
    expect(await payment.abandon(REFUSED)).toBe(false);
    expect(store.balance).toBe(10_000n);
  });
});

describe("a request of an account that had plenty a moment ago", () => {
  beforeEach(makeKnown);

  it("is reserved and charged in one write when it is over soon", async () => {
    const payment = paymentOf(100n);
    await payment.begin();
    expect(payment.isHeld).toBe(false);
    await payment.settle(SERVED, 30n);
    expect(store.kinds).toEqual(["charge"]);
    expect(store.balance).toBe(9_969n);
  });

  it("is reserved when it takes longer, or as soon as its stream begins", async () => {
    const slow = paymentOf(100n);
    await slow.begin();
    await vi.waitFor(() => expect(store.kinds).toEqual(["reserve"]));
    await slow.settle(SERVED, 30n);
    const stream = paymentOf(100n);
    await stream.begin();
    await stream.hold();
    expect(stream.isHeld).toBe(true);
    await stream.settle(SERVED, 30n);
    expect(store.kinds).toEqual(["reserve", "settle", "reserve", "settle"]);
    expect([store.balance, store.holds.size]).toEqual([9_939n, 0]);
  });

  it("is refused all the same when the quota is gone, and nothing is charged", async () => {
    const payment = paymentOf(100n);
    await payment.begin();
    store.balance = 99n;
    await expect(payment.settle(SERVED, 30n)).rejects.toMatchObject({ code: "insufficient_quota" });
    expect(await payment.abandon(REFUSED)).toBe(false);
    expect(store.balance).toBe(99n);
    // What was thought of the account is forgotten: the next one asks first.
    await expect(paymentOf(100n).begin()).rejects.toMatchObject({ code: "insufficient_quota" });
  });

  it("tells who serves it when its reservation does not pass, at once or later", async () => {
    const payment = paymentOf(100n);
    const heard = vi.fn();
    payment.onFailure(heard);
    await payment.begin();
    store.balance = 0n;
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    const heardLater = vi.fn();
    payment.onFailure(heardLater);
    expect(heardLater).toHaveBeenCalledWith(payment.failure);
  });

  it("leaves only a log row when its upstreams fail before anything was reserved", async () => {
    const payment = paymentOf(100n);
    await payment.begin();
    await payment.settle(FAILED, 0n);
    await writer.drain(1_000);
    expect(store.kinds).toEqual(["record"]);
  });

  it("is reserved first when it came to more than could be foreseen, and pays what there is", async () => {
    store.balance = 150n;
    const payment = paymentOf(100n);
    await payment.begin();
    await payment.settle(SERVED, 180n);
    expect(store.kinds).toEqual(["reserve", "settle"]);
    expect(store.balance).toBe(0n);
  });

  it("begins without its reservation only while those under way leave plenty", async () => {
    const amount = 900n;
    const payments = Array.from({ length: 3 }, () => paymentOf(amount));
    const wereHeld: boolean[] = [];
    for (const payment of payments) {
      await payment.begin();
      wereHeld.push(payment.isHeld);
    }
    // 9,999 are ten times 900, and still with one of them under way, but not with two.
    expect(wereHeld).toEqual([false, false, true]);
    for (const payment of payments) await payment.settle(SERVED, amount);
    expect(store.balance).toBe(9_999n - 3n * amount);
  });

  it("asks first again when what is known is old", async () => {
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 5_001);
    const payment = paymentOf(100n);
    await payment.begin();
    expect(payment.isHeld).toBe(true);
    vi.restoreAllMocks();
    await payment.settle(SERVED, 1n);
  });

  it("is charged nothing when the database went away under its charge, whether that was written or not", async () => {
    const lost = paymentOf(100n);
    await lost.begin();
    store.isCut = true;
    await expect(lost.settle(SERVED, 30n)).rejects.toMatchObject({ status: 503 });
    expect(await lost.abandon({ ...REFUSED, httpStatus: 503 })).toBe(true);
    store.isCut = false;
    await writer.drain(2_000);
    expect(store.kinds).toEqual(["cancel"]);

    await makeKnown();
    const before = store.balance;
    const unheard = paymentOf(100n);
    await unheard.begin();
    store.pause();
    // The writer gives up waiting for a connection that hangs; the write goes through in the end.
    await expect(unheard.settle(SERVED, 30n)).rejects.toMatchObject({ status: 503 });
    await unheard.abandon({ ...REFUSED, httpStatus: 503 });
    store.resume();
    await writer.drain(2_000);
    expect(store.kinds).toEqual(["charge", "cancel"]);
    expect(store.balance).toBe(before);
  });
});
