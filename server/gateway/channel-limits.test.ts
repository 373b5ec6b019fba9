import { expect, it } from "vitest";
import { ChannelLimits } from "./channel-limits";
import { RateCounter } from "./rate-counter";
import { testChannel } from "./testing/channel";

const make = () => new ChannelLimits(new RateCounter());

it("lets everything through to a channel without limits", async () => {
  expect(await make().enter(testChannel())).toMatchObject({ isFull: false });
});

it("gives the last place at the same time to one of two that come at once", async () => {
  const limits = make();
  const channel = testChannel({ limits: { concurrentRequests: 1, requestsPerMinute: 10 } });
  const places = await Promise.all([limits.enter(channel), limits.enter(channel)]);
  expect(places.filter((place) => place.isFull)).toHaveLength(1);
  for (const place of places) if (!place.isFull) place.release();
  expect((await limits.enter(channel)).isFull).toBe(false);
});

it("counts a channel's requests in a minute and says when it has room again", async () => {
  const limits = make();
  const channel = testChannel({ limits: { requestsPerMinute: 1 } });
  const first = await limits.enter(channel);
  if (!first.isFull) first.release();
  const second = await limits.enter(channel);
  expect(second).toMatchObject({ isFull: true });
  expect(second.isFull && second.retryAfterMs > 0 && second.retryAfterMs <= 60_000).toBe(true);
  expect((await limits.enter(testChannel({ id: "chn_2", limits: { requestsPerMinute: 1 } }))).isFull).toBe(false);
});
