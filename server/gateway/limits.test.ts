import { describe, expect, it } from "vitest";
import { limitHeaders, RequestLimits } from "./limits";
import { RateCounter } from "./rate-counter";

const NONE = { perUser: 0, perToken: 0, concurrentPerUser: 0, window: null };
const who = (tokenId: string, groupName = "default") => ({ userId: "usr_1", tokenId, groupName });
const makeLimits = () => new RequestLimits(new RateCounter());

describe("requests per minute", () => {
  it("has no headers when no limit is set", async () => {
    expect((await makeLimits().take(who("t"), NONE)).states).toEqual({ requests: null, tokens: null });
  });

  it("lets so many through and says when the next one may come", async () => {
    const limits = makeLimits();
    const settings = { ...NONE, perToken: 2 };
    expect((await limits.take(who("t"), settings)).states.requests).toMatchObject({ limit: 2, remaining: 1 });
    expect((await limits.take(who("t"), settings)).states.requests).toMatchObject({ remaining: 0 });
    const third = limits.take(who("t"), settings);
    await expect(third).rejects.toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    await expect(third).rejects.toSatisfy(
      (error: { retryAfterMs: number }) => error.retryAfterMs > 0 && error.retryAfterMs <= 60_000,
    );
    expect((await limits.take(who("other"), settings)).states.requests).toMatchObject({ remaining: 1 });
  });

  it("counts a user over all its tokens, and shows the tighter limit", async () => {
    const limits = makeLimits();
    const settings = { ...NONE, perToken: 10, perUser: 2 };
    await limits.take(who("a"), settings);
    expect((await limits.take(who("b"), settings)).states.requests).toMatchObject({ limit: 2, remaining: 0 });
    await expect(limits.take(who("c"), settings)).rejects.toMatchObject({ status: 429 });
  });

  it("follows a changed setting at once", async () => {
    const limits = makeLimits();
    await limits.take(who("t"), { ...NONE, perToken: 1 });
    await expect(limits.take(who("t"), { ...NONE, perToken: 1 })).rejects.toMatchObject({ status: 429 });
    expect((await limits.take(who("t"), { ...NONE, perToken: 5 })).states.requests?.limit).toBe(5);
  });

  it("writes durations as OpenAI does", () => {
    const reset = (resetMs: number) =>
      limitHeaders({ requests: { limit: 1, remaining: 0, resetMs }, tokens: null })["x-ratelimit-reset-requests"];
    expect([reset(120), reset(1_000), reset(59_001), reset(90_000)]).toEqual(["120ms", "1s", "1m0s", "1m30s"]);
  });
});

describe("requests at the same time", () => {
  it("free a place when they end, also when a rate limit refused them", async () => {
    const limits = makeLimits();
    const settings = { ...NONE, concurrentPerUser: 1, perUser: 2 };
    const first = await limits.take(who("t"), settings);
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "concurrency_limit_exceeded" });
    first.release();
    (await limits.take(who("t"), settings)).release();
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    await expect(limits.take(who("t"), settings)).rejects.toMatchObject({ code: "rate_limit_exceeded" });
  });
});

describe("limits over several minutes", () => {
  const none = { requests: 0, successes: 0, tokens: 0 };
  const over = (limits: object, byGroup = new Map<string, typeof none>()) => ({
    ...NONE,
    window: { minutes: 5, limits: { ...none, ...limits }, byGroup },
  });
  const message = (error: Error) => error.message;
  const refusal = (limits: RequestLimits, settings: Parameters<RequestLimits["take"]>[1], group?: string) =>
    limits.take(who("t", group), settings).then(() => "let through", message);

  it("count every request of an account, whichever key it comes with", async () => {
    const limits = makeLimits();
    await limits.take(who("a"), over({ requests: 1 }));
    await expect(limits.take(who("b"), over({ requests: 1 }))).rejects.toMatchObject({
      status: 429,
      message: expect.stringMatching(
        /^Your account has reached its limit of 1 requests in 5 min\. It resets in \d+ s\.$/,
      ),
    });
  });

  it("let failed requests be where only served ones are limited", async () => {
    const limits = makeLimits();
    const settings = over({ successes: 1 });
    await limits.take(who("t"), settings);
    const pass = await limits.take(who("t"), settings);
    pass.count({ tokens: 10 });
    expect(await refusal(limits, settings)).toContain("1 served requests in 5 min");
  });

  it("stop an account that has used up its tokens, and tell how many are left until then", async () => {
    const limits = makeLimits();
    const settings = over({ tokens: 100 });
    (await limits.take(who("t"), settings)).count({ tokens: 60 });
    const second = await limits.take(who("t"), settings);
    expect(limitHeaders(second.states)).toMatchObject({
      "x-ratelimit-limit-tokens": "100",
      "x-ratelimit-remaining-tokens": "40",
    });
    second.count({ tokens: 60 });
    expect(await refusal(limits, settings)).toContain("limit of 100 tokens in 5 min");
  });

  it("are a group's own where it has some, and none where those are 0", async () => {
    const limits = makeLimits();
    const settings = over({ requests: 1 }, new Map([["vip", none]]));
    await limits.take(who("t"), settings);
    expect(await refusal(limits, settings)).toContain("limit of 1 requests");
    expect(await refusal(limits, settings, "vip")).toBe("let through");
  });

  it("take nothing of the other limits when one of them refuses", async () => {
    const limits = makeLimits();
    (await limits.take(who("t"), over({ tokens: 5, requests: 2 }))).count({ tokens: 5 });
    for (let more = 0; more < 3; more += 1)
      expect(await refusal(limits, over({ tokens: 5, requests: 2 }))).toContain("tokens");
    expect(await refusal(limits, over({ requests: 2 }))).toBe("let through");
  });
});
