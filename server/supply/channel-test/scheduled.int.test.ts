import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { autoDisableChannel } from "../channel/health";
import { CreateChannelInput } from "../channel/schema";
import { createChannel } from "../channel/service";
import { setChannelStatus } from "../channel/status";
import { testChannelsOnSchedule } from "./scheduled";
import { runChannelTest } from "./service";

const MINUTE_MS = 60_000;

eachEngine("channel tests by the clock", (database) => {
  let upstream: MockUpstream;
  let admin: ServiceContext;
  let now = new Date("2026-03-01T10:00:00Z");

  beforeAll(async () => {
    upstream = await startMockUpstream();
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "network.allowedHosts", [`127.0.0.1:${upstream.port}`]);
    admin = (await signedInAs(database.db, "admin")).ctx;
  });
  afterAll(() => upstream.close());

  const clock = (): ServiceContext => ({ ...systemOf(database.db), clock: () => now });
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * MINUTE_MS);
  };
  async function makeChannel(models: string[]): Promise<string> {
    const fields = { name: "Upstream", provider: "openai", baseUrl: upstream.url, keys: ["sk-of-the-tests"] };
    return (await createChannel(admin, CreateChannelInput.parse({ ...fields, models }))).id;
  }
  async function targetsOf(jobId: string | null): Promise<string[]> {
    const job = await database.db.job.findUniqueOrThrow({ where: { id: jobId ?? "" } });
    await database.db.job.update({ where: { id: job.id }, data: { status: "succeeded" } });
    return JSON.parse(job.input).targets.map((target: { id: string }) => target.id);
  }

  test("nothing is tested before somebody says how often", async () => {
    await makeChannel(["gpt-4o"]);
    expect(await testChannelsOnSchedule(clock())).toBeNull();
  });

  test("every so many minutes a job starts, once for all workers, and not on top of one that still runs", async () => {
    await replaceSetting(database.db, "supply.autoTestMinutes", 10);
    const started = await Promise.all([1, 2, 3].map(() => testChannelsOnSchedule(clock())));
    const jobs = started.filter((id) => id !== null);
    expect(jobs).toHaveLength(1);
    later(11);
    expect(await testChannelsOnSchedule(clock())).toBeNull();
    await targetsOf(jobs[0] ?? null);
    const next = await testChannelsOnSchedule(clock());
    expect(next).not.toBeNull();
    await targetsOf(next);
    later(9);
    expect(await testChannelsOnSchedule(clock())).toBeNull();
  });

  test("what a person switched off is left alone; only what the system switched off is tested where that is wanted", async () => {
    const healthy = await makeChannel(["gpt-4o"]);
    const byHand = await makeChannel(["gpt-4o"]);
    const bySystem = await makeChannel(["gpt-4o"]);
    await setChannelStatus(admin, { id: byHand, status: "disabled" });
    await autoDisableChannel(clock(), { channelId: bySystem, reason: "it failed" });
    later(11);
    const all = await targetsOf(await testChannelsOnSchedule(clock()));
    expect(all).toEqual(expect.arrayContaining([healthy, bySystem]));
    expect(all).not.toContain(byHand);
    await replaceSetting(database.db, "supply.autoTestScope", "switched_off");
    later(11);
    expect(await targetsOf(await testChannelsOnSchedule(clock()))).toEqual([bySystem]);
  });

  test("a channel that answers too late in a test of many has failed and is switched off; in a test by hand it is not", async () => {
    await replaceSetting(database.db, "supply.slowTestSeconds", 1);
    const slow = await makeChannel(["mock-slow-1100"]);
    const statusOf = async (id: string) => (await database.db.channel.findUniqueOrThrow({ where: { id } })).status;
    expect(await runChannelTest(admin, { channelId: slow })).toMatchObject({ isOk: true });
    expect(await statusOf(slow)).toBe("enabled");
    const failed = await runChannelTest(admin, { channelId: slow }, { jobId: "job_1" });
    expect(failed).toMatchObject({ isOk: false, error: "channel.test_slow" });
    expect(await statusOf(slow)).toBe("auto_disabled");
    const quick = await makeChannel(["gpt-4o"]);
    expect(await runChannelTest(admin, { channelId: quick }, { jobId: "job_1" })).toMatchObject({ isOk: true });
    expect(await statusOf(quick)).toBe("enabled");
  });
});
