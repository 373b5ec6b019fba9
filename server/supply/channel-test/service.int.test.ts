import { afterAll, beforeAll, expect, test } from "vitest";
import { refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { autoDisableChannel, autoDisableKey } from "../channel/health";
import { getChannel } from "../channel/read";
import { CreateChannelInput } from "../channel/schema";
import { createChannel, updateChannel } from "../channel/service";
import { setChannelStatus } from "../channel/status";
import { fetchUpstreamModels } from "../channel/upstream-models";
import type { ChannelTestEvent } from "./schema";
import { listChannelTests, runChannelTest } from "./service";

const KEY = "sk-upstream-key-of-the-tests";

async function putSetting(db: Db, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await db.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });
  const topic = "setting";
  await db.stateVersion.upsert({
    where: { topic },
    create: { topic, version: 1 },
    update: { version: { increment: 1 } },
  });
  await refreshSettings(db, true);
}

eachEngine("channel tests", (database) => {
  let upstream: MockUpstream;
  let admin: ServiceContext;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    await makeDefaultGroup(database.db);
    await putSetting(database.db, "network.allowedHosts", [`127.0.0.1:${upstream.port}`]);
    admin = (await signedInAs(database.db, "admin")).ctx;
  });
  afterAll(() => upstream.close());

  async function makeChannel(fields: Partial<CreateChannelInput> = {}): Promise<string> {
    const input = CreateChannelInput.parse({
      name: "Upstream",
      provider: "openai",
      baseUrl: upstream.url,
      models: ["gpt-4o-mini"],
      keys: [KEY],
      ...fields,
    });
    return (await createChannel(admin, input)).id;
  }

  test.each(["openai", "anthropic", "gemini", "azure"] as const)(
    "%s answers, in one piece and as a stream",
    async (provider) => {
      const channelId = await makeChannel({ provider, models: ["some-model"] });
      for (const isStream of [false, true]) {
        const events: ChannelTestEvent[] = [];
        const result = await runChannelTest(admin, { channelId, isStream }, { onEvent: (event) => events.push(event) });
        expect(result).toMatchObject({ isOk: true, httpStatus: 200, error: "" });
        expect(result.answer).not.toBe("");
        expect(result.usage?.promptTokens).toBeGreaterThan(0);
        expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(["start", "status", "delta", "end"]));
        expect(
          events
            .filter((event) => event.kind === "delta")
            .map((event) => event.text)
            .join(""),
        ).toBe(result.answer);
      }
    },
  );

  test("each test is a stored row with its model and key, and the channel remembers its answer time", async () => {
    const channelId = await makeChannel({ models: ["gpt-4o", "text-embedding-3-small"], testModel: "gpt-4o" });
    await runChannelTest(admin, { channelId });
    await runChannelTest(admin, { channelId, model: "text-embedding-3-small", isStream: true });
    const { items } = await listChannelTests(admin, { channelId, limit: 50 });
    expect(items.map((item) => item.model)).toEqual(["text-embedding-3-small", "gpt-4o"]);
    expect(items.every((item) => item.isOk && item.keyHint === "sk-u…ests")).toBe(true);
    expect((await getChannel(admin, { id: channelId })).responseTimeMs).not.toBeNull();
  });

  test("nobody is charged for a test", async () => {
    const channelId = await makeChannel();
    await runChannelTest(admin, { channelId });
    expect(await database.db.log.count({ where: { channelId } })).toBe(0);
    expect(await database.db.hold.count()).toBe(0);
  });

  test("the model is sent under the upstream's name", async () => {
    const channelId = await makeChannel({ models: ["fast"], modelMapping: { fast: "gpt-4o-mini" } });
    await runChannelTest(admin, { channelId, model: "fast" });
    expect(JSON.parse(upstream.requests.at(-1)?.body ?? "{}").model).toBe("gpt-4o-mini");
  });

  test.each([
    ["mock-401", 401],
    ["mock-429", 429],
    ["mock-500", 500],
    ["mock-html", 502],
    ["mock-garbage", 200],
    ["mock-nothing", 200],
    ["mock-die", null],
    ["mock-redirect", 307],
  ])("an upstream with %s is a failed test that says what was wrong, and hides the key", async (model, httpStatus) => {
    const channelId = await makeChannel({ models: [model] });
    for (const isStream of [false, true]) {
      const result = await runChannelTest(admin, { channelId, isStream });
      expect(result).toMatchObject({ isOk: false, httpStatus });
      expect(result.error).not.toBe("");
      expect(JSON.stringify(result)).not.toContain(KEY);
    }
    const channel = await getChannel(admin, { id: channelId });
    expect(channel.lastError?.text).not.toBe("");
    expect(JSON.stringify(channel.lastError)).not.toContain(KEY);
  });

  test.each(["mock-die-midstream", "mock-error-midstream"])(
    "a stream with %s fails although it began well",
    async (model) => {
      const channelId = await makeChannel({ models: [model] });
      const result = await runChannelTest(admin, { channelId, isStream: true });
      expect(result).toMatchObject({ isOk: false, httpStatus: 200 });
      expect(result.error).not.toBe("");
    },
  );

  test("an upstream that never answers is given up after the set time", async () => {
    await putSetting(database.db, "supply.testTimeoutSeconds", 1);
    const channelId = await makeChannel({ models: ["mock-hang"] });
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isOk: false, error: "channel.test_timeout" });
    await putSetting(database.db, "supply.testTimeoutSeconds", 30);
  });

  test("an address that the site no longer allows is not called", async () => {
    const channelId = await makeChannel();
    await database.db.channel.update({ where: { id: channelId }, data: { baseUrl: "http://127.0.0.1:1" } });
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isOk: false, error: "egress.refused" });
  });

  test("a passed test brings back what the system switched off, if the site wants it, and never a manual decision", async () => {
    const system = systemOf(database.db);
    const channelId = await makeChannel();
    await autoDisableChannel(system, { channelId, reason: "down" });
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isOk: true, isReenabled: false });
    await putSetting(database.db, "supply.autoEnableEnabled", true);
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isOk: true, isReenabled: true });
    expect(await getChannel(admin, { id: channelId })).toMatchObject({ status: "enabled", statusReason: "" });

    const [key] = (await getChannel(admin, { id: channelId })).keys;
    await autoDisableKey(system, { channelKeyId: key?.id ?? "", reason: "401" });
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isReenabled: true });
    expect(await database.db.ability.count({ where: { channelId, isEnabled: true } })).toBe(1);

    await setChannelStatus(admin, { id: channelId, status: "disabled" });
    expect(await runChannelTest(admin, { channelId })).toMatchObject({ isOk: true, isReenabled: false });
    expect(await getChannel(admin, { id: channelId })).toMatchObject({ status: "disabled" });
    await putSetting(database.db, "supply.autoEnableEnabled", false);
  });

  test("the upstream's models are compared with the channel's; a stored key never goes to a typed address", async () => {
    const channelId = await makeChannel({ models: ["gpt-4o-mini", "no-such-model"] });
    const found = await fetchUpstreamModels(admin, { channelId });
    expect(found.models).toContain("gpt-4o-mini");
    expect(found.removed).toEqual(["no-such-model"]);
    expect(found.added).not.toContain("gpt-4o-mini");
    const draft = { provider: "openai" as const, baseUrl: upstream.url, organization: "", settings: {}, proxy: "" };
    await fetchUpstreamModels(admin, { draft });
    expect(upstream.requests.at(-1)?.headers.authorization).toBeUndefined();
    await expect(fetchUpstreamModels(admin, { draft: { ...draft, baseUrl: "http://10.0.0.1" } })).rejects.toMatchObject(
      {
        reason: "egress.refused",
      },
    );
    await updateChannel(admin, { id: channelId, version: 1, patch: { models: found.models } });
  });

  test("operators test channels, support does not, and each test is in the audit trail", async () => {
    const channelId = await makeChannel();
    const { ctx: support } = await signedInAs(database.db, "support");
    await expect(runChannelTest(support, { channelId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { ctx: operator } = await signedInAs(database.db, "operator");
    await runChannelTest(operator, { channelId });
    const audit = await database.db.auditEvent.findFirst({ where: { targetId: channelId, action: "channel.test" } });
    expect(audit?.actorName).toBe(operator.actor.name);
  });
});
