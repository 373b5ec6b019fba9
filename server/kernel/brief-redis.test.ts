import type Redis from "ioredis";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BriefRedis } from "./brief-redis";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A Redis whose answers end when the test says so. */
function fakeRedis(status = "ready") {
  const get = vi.fn((_key: string) => new Promise<string | null>(() => undefined));
  return { get, redis: { status, get } as unknown as Redis };
}
const ask = (brief: BriefRedis) => brief.ask((redis) => redis.get("key"));

test("an answer in time is passed on, an empty one too", async () => {
  const { get, redis } = fakeRedis();
  const brief = new BriefRedis(redis, { waitMs: 50 });
  get.mockResolvedValueOnce("value").mockResolvedValueOnce(null);
  expect(await ask(brief)).toBe("value");
  expect(await ask(brief)).toBeNull();
});

test("a redis that hangs is waited for so long and not longer, and then left alone until one command has tried it", async () => {
  const { get, redis } = fakeRedis();
  const brief = new BriefRedis(redis, { waitMs: 50 });
  const first = ask(brief);
  await vi.advanceTimersByTimeAsync(50);
  expect(await first).toBeUndefined();
  expect(await ask(brief)).toBeUndefined();
  expect(get).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  const trying = ask(brief);
  expect(await ask(brief)).toBeUndefined();
  expect(get).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(50);
  expect(await trying).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  get.mockResolvedValue("back");
  expect(await ask(brief)).toBe("back");
  expect(await ask(brief)).toBe("back");
  expect(brief.failures).toBe(2);
});

test("one that is known to be away is neither asked nor told, and one that fails costs no error", async () => {
  const away = fakeRedis("reconnecting");
  const brief = new BriefRedis(away.redis, { waitMs: 50 });
  expect(await ask(brief)).toBeUndefined();
  brief.tell((redis) => redis.get("key"));
  expect(away.get).not.toHaveBeenCalled();
  const failing = fakeRedis();
  failing.get.mockRejectedValue(new Error("broken"));
  expect(await ask(new BriefRedis(failing.redis, { waitMs: 50 }))).toBeUndefined();
});

test("a redis that hangs is told so much and no more", () => {
  const { get, redis } = fakeRedis();
  const brief = new BriefRedis(redis, { waitMs: 50 });
  for (let index = 0; index < 5_000; index += 1) brief.tell((to) => to.get("key"));
  expect(get).toHaveBeenCalledTimes(1_000);
});
