import Redis from "ioredis";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newId } from "@/server/kernel/ids";
import { withRedis } from "@/server/testing/database";
import { ChannelAffinity } from "./affinity";
import { startTcpProxy } from "./testing/tcp-proxy";

const settings = { ttlMs: 60_000, switchesOnSuccess: true };
const staying = { ...settings, switchesOnSuccess: false };
const SOON = { timeout: 10_000, interval: 10 };
/** Longer than a gateway relies on its own memory. */
const LATER_MS = 10_000;

withRedis("affinity of two gateways", (redisUrl) => {
  let connections: Redis[] = [];
  let nowMs = 0;
  const asker = () => ({ userId: newId("usr"), groupName: "default", model: "gpt" });

  async function connect(url = redisUrl): Promise<Redis> {
    const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy: () => 50 });
    redis.on("error", () => undefined);
    connections.push(redis);
    await vi.waitFor(() => expect(redis.status).toBe("ready"), SOON);
    return redis;
  }
  const gateway = async () => new ChannelAffinity(await connect(), () => nowMs);
  /** Answers come within a budget that a busy machine may miss: what is asked is asked until it is known. */
  const expectPreferred = (of: ChannelAffinity, who: ReturnType<typeof asker>, channelId: string | null) =>
    vi.waitFor(async () => {
      nowMs += LATER_MS;
      expect(await of.preferred(who, settings)).toBe(channelId);
    }, SOON);

  beforeEach(() => {
    nowMs = 0;
  });
  afterEach(() => {
    for (const redis of connections) redis.disconnect();
    connections = [];
  });

  it("the channel that served at one of them is asked first at the other, and nobody else's", async () => {
    const [one, other, who] = [await gateway(), await gateway(), asker()];
    one.succeeded(who, "chn_1", settings);
    await expectPreferred(other, who, "chn_1");
    expect(await other.preferred({ ...who, model: "other" }, settings)).toBeNull();
    expect(await other.preferred(who, null)).toBeNull();
  });

  it("they come to agree after one of them has changed over, or found the channel failing", async () => {
    const [one, other, who] = [await gateway(), await gateway(), asker()];
    one.succeeded(who, "chn_1", settings);
    await expectPreferred(other, who, "chn_1");
    other.failed(who, "chn_1", settings);
    other.succeeded(who, "chn_2", settings);
    await expectPreferred(one, who, "chn_2");
    one.failed(who, "chn_2", settings);
    await expectPreferred(other, who, null);
  });

  it("where it shall not follow, the first of two who serve at once stays", async () => {
    const [one, other, who] = [await gateway(), await gateway(), asker()];
    one.succeeded(who, "chn_1", staying);
    await expectPreferred(await gateway(), who, "chn_1");
    other.succeeded(who, "chn_2", staying);
    await expectPreferred(other, who, "chn_1");
  });

  it("ends with its time for both", async () => {
    const [one, other, who] = [await gateway(), await gateway(), asker()];
    one.succeeded(who, "chn_1", { ...settings, ttlMs: 300 });
    await expectPreferred(one, who, null);
    expect(await other.preferred(who, settings)).toBeNull();
  });

  it("a redis that does not answer is not waited for: what is in memory holds, the rest is drawn anew", async () => {
    const { hostname, port } = new URL(redisUrl);
    const wire = await startTcpProxy({ host: hostname, port: Number(port || 6379) });
    const redis = await connect(`redis://127.0.0.1:${wire.port}`);
    const [affinity, who] = [new ChannelAffinity(redis, () => nowMs), asker()];
    affinity.succeeded(who, "chn_1", settings);
    await wire.cut();
    await vi.waitFor(() => expect(redis.status).not.toBe("ready"), SOON);
    nowMs += LATER_MS;
    expect(await affinity.preferred(who, settings)).toBe("chn_1");
    expect(await affinity.preferred(asker(), settings)).toBeNull();
    redis.disconnect();
    await wire.close();
  });
});
