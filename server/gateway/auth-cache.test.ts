import { describe, expect, it, vi } from "vitest";
import { AuthCache } from "./auth-cache";
import type { AuthEntry } from "./auth-entry";
import { testAuthEntry } from "./testing/auth-entry";

/** Keys are named after their owner, "a1" is one of account a; none of account x is known. */
const entryOf = (hash: string) => (hash.startsWith("x") ? null : testAuthEntry({ userId: hash.charAt(0) }));
const cacheOf = () => new AuthCache(async (hash) => entryOf(hash));

/** A cache whose reads end when the test says so. */
function heldCache() {
  const ends: ((entry: AuthEntry | null) => void)[] = [];
  const find = vi.fn((_hash: string) => new Promise<AuthEntry | null>((resolve) => ends.push(resolve)));
  return { cache: new AuthCache(find), find, end: (nth: number, hash: string) => ends[nth]?.(entryOf(hash)) };
}

describe("a change of one account", () => {
  it("leaves the keys of the others in memory", async () => {
    const cache = cacheOf();
    for (const hash of ["a1", "a2", "b1", "c1"]) await cache.read(hash);
    cache.forget(new Set(["a"]));
    expect(["a1", "a2"].map((hash) => cache.peek(hash))).toEqual([undefined, undefined]);
    expect(["b1", "c1"].map((hash) => cache.peek(hash)?.userId)).toEqual(["b", "c"]);
    await cache.read("a1");
    cache.forget(new Set(["a", "b"]));
    expect(cache.recent(10)).toEqual(["c1"]);
  });

  it("may have given somebody a key that nobody had", async () => {
    const cache = cacheOf();
    await cache.read("x1");
    expect(cache.peek("x1")).toBeNull();
    cache.forget(new Set(["a"]));
    expect(cache.peek("x1")).toBeUndefined();
  });

  it("while keys are read keeps what it does not concern", async () => {
    const { cache, end } = heldCache();
    const readings = [cache.read("a1"), cache.read("b1"), cache.read("x1")];
    cache.forget(new Set(["a"]));
    for (const [nth, hash] of ["a1", "b1", "x1"].entries()) end(nth, hash);
    expect((await Promise.all(readings)).map((entry) => entry?.userId)).toEqual(["a", "b", undefined]);
    expect(cache.peek("a1")).toBeUndefined();
    expect(cache.peek("b1")?.userId).toBe("b");
    expect(cache.peek("x1")).toBeUndefined();
  });

  it("is seen by requests that come after it, and what they read outlives the older read", async () => {
    const { cache, find, end } = heldCache();
    const before = cache.read("a1");
    cache.forget(new Set(["a"]));
    const after = cache.read("a1");
    expect(find).toHaveBeenCalledTimes(2);
    end(1, "a1");
    await after;
    end(0, "a1");
    await before;
    expect(cache.peek("a1")?.userId).toBe("a");
  });

  it("after the newer read also ends the older one's claim to be waited for", async () => {
    const { cache, find, end } = heldCache();
    const first = cache.read("a1");
    cache.forget(new Set(["a"]));
    const second = cache.read("a1");
    end(0, "a1");
    await first;
    expect(cache.read("a1")).toBe(second);
    expect(find).toHaveBeenCalledTimes(2);
  });
});

it("forgets all when anybody may have changed, and does not keep what was read before that", async () => {
  const { cache, end } = heldCache();
  const readings = [cache.read("a1"), cache.read("b1")];
  end(0, "a1");
  await readings[0];
  cache.clear();
  end(1, "b1");
  await readings[1];
  expect([cache.peek("a1"), cache.peek("b1")]).toEqual([undefined, undefined]);
  expect(cache.figures).toEqual({ hits: 0, misses: 2, entries: 0 });
});
