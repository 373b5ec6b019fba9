import { describe, expect, it } from "vitest";
import { limitHeaders, RequestLimits } from "./limits";

const NONE = { perUser: 0, perToken: 0, concurrentPerUser: 0 };
const who = (tokenId: string) => ({ userId: "usr_1", tokenId });

describe("requests per minute", () => {
  it("has no headers when no limit is set", async () => {
    expect((await new RequestLimits().take(who("t"), NONE)).state).toBeNull();
  });

  it("lets so many through and says when the next one may come", async () => {
    const limits = new RequestLimits();
    const settings = { ...NONE, perToken: 2 };
    expect((await limits.take(who("t"), settings)).state).toMatchObject({ limit: 2, remaining: 1 });
    expect((await limits.take(who("t"), settings)).state).toMatchObject({ remaining: 0 });
    const third = limits.take(who("t"), settings);
    await expect(third).rejects.toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    await expect(third).rejects.toSatisfy(
      (error: { retryAfterMs: number }) => error.retryAfterMs > 0 && error.retryAfterMs <= 60_000,
    );
    expect((await limits.take(who("other"), settings)).state).toMatchObject({ remaining: 1 });
  });

  it("counts a user over all its tokens, and shows the tighter limit", async () => {
    const limits = new RequestLimits();
    const settings = { ...NONE, perToken: 10, perUser: 2 };
    await limits.take(who("a"), settings);
    expect((await limits.take(who("b"), settings)).state).toMatchObject({ limit: 2, remaining: 0 });
    await expect(limits.take(who("c"), settings)).rejects.toMatchObject({ status: 429 });
  });

  it("follows a changed setting at once", async () => {
    const limits = new RequestLimits();
    await limits.take(who("t"), { ...NONE, perToken: 1 });
    await expect(limits.take(who("t"), { ...NONE, perToken: 1 })).rejects.toMatchObject({ status: 429 });
    expect((await limits.take(who("t"), { ...NONE, perToken: 5 })).state?.limit).toBe(5);
  });

  it("writes durations as OpenAI does", () => {
    const reset = (resetMs: number) => limitHeaders({ limit: 1, remaining: 0, resetMs })["x-ratelimit-reset-requests"];
    expect([reset(120), reset(1_000), reset(59_001), reset(90_000)]).toEqual(["120ms", "1s", "1m0s", "1m30s"]);
  });
});

describe("requests at the same time", () => {
  it("free a place when they end, also when a rate limit refused them", async () => {
    const limits = new RequestLimits();
    const settings = { ...NONE, concurrentPerUser: 1, perUser: 2 };
    const first = await limits.take(who("t"), settings);
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "concurrency_limit_exceeded" });
    first.release();
    (await limits.take(who("t"), settings)).release();
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "rate_limit_exceeded" });
  });
});
