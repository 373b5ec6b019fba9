import { expect, it } from "vitest";
import { longestTotalMs, readChannelPolicy, retriedStatusesOf, retryMaxOf } from "./channel-policy";
import { testChannel } from "./testing/channel";

const policy = (over: object) => readChannelPolicy({ limits: "{}", timeouts: "{}", retries: "{}", ...over });

it("is the site's where a channel says nothing, or nothing that can be read", () => {
  expect(policy({})).toEqual({ limits: null, timeouts: null, retries: null });
  expect(policy({ limits: "{broken", timeouts: '{"idleSeconds":"soon"}' })).toMatchObject({
    limits: null,
    timeouts: null,
  });
});

it("is the channel's where it says something, time in milliseconds", () => {
  expect(policy({ timeouts: '{"connectSeconds":2,"totalSeconds":60}' }).timeouts).toEqual({
    connectMs: 2_000,
    totalMs: 60_000,
  });
  const { retries } = policy({ retries: '{"max":0,"statuses":["429","500-503"]}' });
  const channel = testChannel({ retries });
  expect(retryMaxOf(channel, { retryMax: 5 })).toBe(0);
  const isRetried = retriedStatusesOf(channel, { isRetried: null });
  expect([428, 429, 500, 503, 504].map((status) => isRetried?.(status))).toEqual([false, true, true, true, false]);
});

it("holds quota as long as the slowest of the channels may take", () => {
  const tiers = [[{ channel: testChannel({ timeouts: { totalMs: 90_000 } }), weight: 1, priority: 0 }]];
  expect(longestTotalMs(tiers, { totalTimeoutMs: 30_000 })).toBe(90_000);
  expect(longestTotalMs(tiers, { totalTimeoutMs: 120_000 })).toBe(120_000);
});
