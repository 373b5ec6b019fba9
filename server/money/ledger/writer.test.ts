import { afterEach, describe, expect, it } from "vitest";
import type { Batch, LedgerStore, Operation, Outcome } from "./operation";
import { planBatch } from "./plan";
import { logRow, reserveOperation, settleOperation } from "./testing/operations";
import { LedgerWriter, type LedgerWriterOptions } from "./writer";

const writers: LedgerWriter[] = [];
afterEach(async () => {
  for (const writer of writers.splice(0)) await writer.close(0);
});

function writerOf(
  write: (batch: Batch) => Promise<Outcome[]>,
  options: Partial<LedgerWriterOptions> = {},
): LedgerWriter {
  const store: LedgerStore = {
    write,
    isConflict: (error) => String(error).includes("deadlock"),
    isUnavailable: (error) => String(error).includes("gone"),
    close: async () => undefined,
  };
  const writer = new LedgerWriter(store, { retryPauseMs: 1, ...options });
  writers.push(writer);
  return writer;
}

function decide(batch: Batch): Outcome[] {
  const balances = new Map([["usr_1", 1_000n]]);
  const nothing = { remains: new Map(), holds: new Map(), logged: new Map(), windows: new Map() };
  return planBatch(batch, { balances, ...nothing }).outcomes;
}

describe("group commit", () => {
  it("writes operations that arrive while a batch is under way in one transaction", async () => {
    const sizes: number[] = [];
    const writer = writerOf(async (batch) => {
      sizes.push(batch.operations.length);
      await new Promise((resolve) => setImmediate(resolve));
      return decide(batch);
    });
    const first = writer.reserve(reserveOperation("req_0", 1n));
    await new Promise((resolve) => setImmediate(resolve));
    const rest = Array.from({ length: 20 }, (_, index) => writer.reserve(reserveOperation(`req_${index + 1}`, 1n)));
    await Promise.all([first, ...rest]);
    expect(sizes).toEqual([1, 20]);
  });

  it("gives each caller the outcome of its own operation", async () => {
    const writer = writerOf(async (batch) => decide(batch));
    const small = writer.reserve(reserveOperation("req_1", 900n));
    const large = writer.reserve(reserveOperation("req_2", 900n));
    expect(await small).toMatchObject({ isReserved: true });
    expect(await large).toMatchObject({ isReserved: false, insufficient: "user", available: 100n });
  });

  it("tries a batch again that lost a race", async () => {
    let tries = 0;
    const writer = writerOf(async (batch) => {
      tries += 1;
      if (tries < 3) throw new Error("deadlock");
      return decide(batch);
    });
    expect(await writer.reserve(reserveOperation("req_1", 1n))).toMatchObject({ isReserved: true });
    expect(tries).toBe(3);
  });

  it("does not let an operation that the database refuses take its neighbours with it", async () => {
    const isPoison = (operation: Operation) => operation.kind === "settle" && operation.log.id === "req_bad";
    const writer = writerOf(async (batch) => {
      if (batch.operations.some(isPoison)) throw new Error("constraint");
      return decide(batch);
    });
    const bad = writer.settle(settleOperation("req_bad", 1n));
    const good = writer.reserve(reserveOperation("req_good", 1n));
    await expect(bad).rejects.toThrow("constraint");
    expect(await good).toMatchObject({ isReserved: true });
  });
});

describe("a database that is away", () => {
  it("refuses reservations and keeps settlements until it is back", async () => {
    let isAway = true;
    const written: Batch[] = [];
    const writer = writerOf(async (batch) => {
      if (isAway) throw new Error("gone");
      written.push(batch);
      return decide(batch);
    });
    const settled = writer.settle(settleOperation("req_1", 1n));
    const refused = writer.reserve(reserveOperation("req_2", 1n));
    await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(writer.reserve(reserveOperation("req_3", 1n))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    isAway = false;
    await settled;
    expect(written).toMatchObject([{ isRetry: true, operations: [{ kind: "settle" }] }]);
    expect(await writer.reserve(reserveOperation("req_4", 1n))).toMatchObject({ isReserved: true });
  });

  it("is noticed again also when nothing waits to be settled", async () => {
    let isAway = true;
    const writer = writerOf(async (batch) => {
      if (isAway) throw new Error("gone");
      return decide(batch);
    });
    await expect(writer.reserve(reserveOperation("req_1", 1n))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    isAway = false;
    expect(await writer.drain(2_000)).toBe(true);
    expect(writer.isDown).toBe(false);
  });

  it("does not keep a request waiting when the connection hangs", async () => {
    const writer = writerOf(() => new Promise(() => undefined), { reserveTimeoutMs: 1 });
    await expect(writer.reserve(reserveOperation("req_1", 1n))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("drops logs of refusals when the memory for them is used up, never settlements", async () => {
    const writer = writerOf(() => Promise.reject(new Error("gone")), { queueMax: 2, retryPauseMs: 10_000 });
    for (let index = 0; index < 5; index += 1) {
      writer.record({ kind: "record", log: logRow(`req_${index}`, { kind: "refuse" }), attempts: [] });
    }
    writer.settle(settleOperation("req_9", 1n)).catch(() => undefined);
    expect(writer.queued).toBe(3);
  });
});
