import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isBusy, retryBusy } from "./busy";
import { connectWithRetry } from "./connect";
import { sqlFault } from "./sql-fault";
import { WriteLock } from "./write-lock";

const failure = (code: string) => Object.assign(new Error(code), { code });

vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
}));
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a database that comes up late is waited for, with growing pauses", async () => {
  const pauses: number[] = [];
  const connect = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(failure("ECONNREFUSED"))
    .mockRejectedValueOnce(failure("ECONNREFUSED"))
    .mockRejectedValueOnce(failure("57P03"))
    .mockResolvedValue("connected");
  const connected = connectWithRetry(connect, { retrySeconds: 30, onRetry: (_error, pauseMs) => pauses.push(pauseMs) });
  await vi.runAllTimersAsync();
  expect(await connected).toBe("connected");
  expect(pauses).toEqual([200, 400, 800]);
});

test("a wrong password is told at once, and a dead server after the time given", async () => {
  const refuse = vi.fn(() => Promise.reject(failure("28P01")));
  await expect(connectWithRetry(refuse, { retrySeconds: 30 })).rejects.toThrow("28P01");
  expect(refuse).toHaveBeenCalledTimes(1);
  const dead = expect(
    connectWithRetry(() => Promise.reject(failure("ECONNREFUSED")), { retrySeconds: 5 }),
  ).rejects.toThrow("ECONNREFUSED");
  await vi.runAllTimersAsync();
  await dead;
});

test("a locked file is tried again, any other error is not", async () => {
  const call = vi
    .fn<() => string>()
    .mockImplementationOnce(() => {
      throw failure("SQLITE_BUSY");
    })
    .mockReturnValue("written");
  const written = retryBusy(1_000, call);
  await vi.runAllTimersAsync();
  expect(await written).toBe("written");
  const full = () => {
    throw failure("SQLITE_FULL");
  };
  await expect(retryBusy(1_000, full)).rejects.toThrow("SQLITE_FULL");
  expect([isBusy(failure("SQLITE_BUSY_SNAPSHOT")), isBusy("SQLITE_BUSY")]).toEqual([true, false]);
});

test("faults of the three drivers fall into four kinds", () => {
  const kinds = {
    conflict: ["40001", "40P01", "ER_LOCK_DEADLOCK"],
    unavailable: ["ECONNREFUSED", "57P01", "08006", "ER_SOCKET_UNEXPECTED_CLOSE", "SQLITE_BUSY", "SQLITE_THREAD_ENDED"],
    unique: ["23505", "ER_DUP_ENTRY", "SQLITE_CONSTRAINT_PRIMARYKEY"],
    other: ["23514", "ER_PARSE_ERROR", "SQLITE_CONSTRAINT_CHECK"],
  };
  for (const [kind, codes] of Object.entries(kinds)) {
    for (const code of codes) expect([code, sqlFault(failure(code))]).toEqual([code, kind]);
  }
  expect(sqlFault(new Error("Connection terminated unexpectedly"))).toBe("unavailable");
  expect(sqlFault(new AggregateError([failure("ECONNREFUSED")]))).toBe("unavailable");
  expect(sqlFault("no error")).toBe("other");
});

test("writers take turns in the order they asked, also past one that failed", async () => {
  const lock = new WriteLock();
  const order: string[] = [];
  const failing = lock.run(async () => {
    order.push("first");
    throw new Error("failed");
  });
  const second = lock.run(async () => order.push("second"));
  const third = lock.run(async () => order.push("third"));
  await expect(failing).rejects.toThrow("failed");
  await Promise.all([second, third]);
  expect(order).toEqual(["first", "second", "third"]);
});
