import { randomUUID } from "node:crypto";
import Redis from "ioredis";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openSharedRedis } from "@/server/kernel/shared-redis";
import { withRedis } from "@/server/testing/database";
import { RateCounter } from "./rate-counter";
import { startTcpProxy } from "./testing/tcp-proxy";

withRedis("rate counter", (redisUrl) => {
  let redis: Redis;
  const windowOf = (points: number) => ({ name: `test-${randomUUID()}`, points, seconds: 60 });

  beforeAll(() => {
    redis = new Redis(redisUrl);
  });
  afterAll(() => redis.disconnect());

  it("counts for all processes together, whatever it counts", async () => {
    const [here, there] = [new RateCounter(redis), new RateCounter(redis)];
    const requests = windowOf(2);
    expect(await here.take(requests, "usr")).toMatchObject({ isOver: false, remaining: 1 });
    expect(await there.take(requests, "usr")).toMatchObject({ isOver: false, remaining: 0 });
    expect(await here.take(requests, "usr")).toMatchObject({ isOver: true });
    const tokens = windowOf(100);
    expect(await there.look(tokens, "usr")).toMatchObject({ isOver: false, remaining: 100 });
    await here.add(tokens, "usr", 130);
    const state = await there.look(tokens, "usr");
    expect(state).toMatchObject({ isOver: true, remaining: 0 });
    expect(state.resetMs).toBeGreaterThan(0);
    expect(state.resetMs).toBeLessThanOrEqual(60_000);
  });

  it("counts on alone when Redis goes away", async () => {
    const leaving = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
    await leaving.ping();
    const counter = new RateCounter(leaving);
    leaving.disconnect();
    const requests = windowOf(1);
    expect(await counter.take(requests, "usr")).toMatchObject({ isOver: false });
    expect(await counter.take(requests, "usr")).toMatchObject({ isOver: true });
    await counter.add(requests, "other", 5);
    expect(await counter.look(requests, "other")).toMatchObject({ isOver: true });
  });

  it("counts on alone when Redis takes what it is told and answers nothing", async () => {
    const { hostname, port } = new URL(redisUrl);
    const wire = await startTcpProxy({ host: hostname, port: Number(port || 6379) });
    const silent = openSharedRedis(`redis://127.0.0.1:${wire.port}`);
    await vi.waitFor(() => expect(silent.status).toBe("ready"), { timeout: 10_000 });
    const counter = new RateCounter(silent);
    const requests = windowOf(1);
    expect(await counter.take(requests, "usr")).toMatchObject({ isOver: false });
    wire.freeze();
    expect(await counter.take(requests, "other")).toMatchObject({ isOver: false });
    expect(await counter.take(requests, "other")).toMatchObject({ isOver: true });
    // From then on nobody waits for it.
    await vi.waitFor(() => expect(silent.status).not.toBe("ready"), { timeout: 10_000 });
    expect(await counter.take(requests, "third")).toMatchObject({ isOver: false });
    silent.disconnect();
    await wire.close();
  });
});
