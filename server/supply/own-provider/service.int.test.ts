import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listGroups } from "@/server/access/group/service";
import type { ServiceContext } from "@/server/kernel/context";
import { lookup } from "@/server/operations/search/service";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { siteOverview } from "@/server/usage/overview/site";
import { bulkChangeChannels } from "../channel/bulk";
import { channelKind } from "../channel/configurable";
import { autoDisableChannel, autoDisableKey } from "../channel/health";
import { getChannel, listChannelFacets, listChannels, resolveSelection } from "../channel/read";
import { CreateChannelInput } from "../channel/schema";
import { cloneChannel, createChannel, deleteChannel, restoreChannel, updateChannel } from "../channel/service";
import { setChannelStatus } from "../channel/status";
import { fetchUpstreamModels } from "../channel/upstream-models";
import { runChannelTest } from "../channel-test/service";
import { fetchOwnModels, testOwnProvider } from "./check";
import { getOwnProvider, listOwnProviders } from "./read";
import { CreateOwnProviderInput, OWN_PROVIDER_PRESETS } from "./schema";
import { createOwnProvider, deleteOwnProvider, updateOwnProvider } from "./service";
import { disableAnyOwnProvider, listAnyOwnProviders } from "./staff";
import { setOwnProviderDefault, setOwnProviderEnabled } from "./switches";

const KEY = "sk-of-a-customer-7f3a9c01";
const HEADER = "header-value-planted-55";

eachEngine("own providers", (database) => {
  let upstream: MockUpstream;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "providers.ownAllowedHosts", ["127.0.0.1"]);
    await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
  });
  afterAll(() => upstream.close());

  const input = (over: object = {}) =>
    CreateOwnProviderInput.parse({
      name: "mine",
      type: "custom",
      baseUrl: upstream.url,
      models: ["some-model"],
      key: KEY,
      headers: { "x-team": HEADER },
      ...over,
    });
  const bring = (ctx: ServiceContext, over: object = {}) => createOwnProvider(ctx, input(over));
  const customer = async () => (await signedInAs(database.db, "user")).ctx;
  const idOf = (ctx: ServiceContext) => (ctx.actor.kind === "user" ? ctx.actor.id : "");

  it("keep key and headers to themselves: no reader, history, audit event or error has them", async () => {
    const ctx = await customer();
    const { id } = await bring(ctx);
    await updateOwnProvider(ctx, { name: "mine", version: 1, patch: { key: `${KEY}-next`, priority: 3 } });
    const staff = (await signedInAs(database.db, "root")).ctx;
    const shown = {
      one: await getOwnProvider(ctx, { name: "mine" }),
      all: await listOwnProviders(ctx),
      staff: await listAnyOwnProviders(staff, { userId: idOf(ctx), limit: 50 }),
      revisions: await database.db.revision.findMany({ where: { objectId: id } }),
      audit: await database.db.auditEvent.findMany({ where: { targetId: id } }),
    };
    const text = JSON.stringify(shown, (_key, value) => (typeof value === "bigint" ? `${value}` : value));
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(HEADER);
    expect(JSON.stringify(shown.staff, (_key, value) => (typeof value === "bigint" ? `${value}` : value))).not.toMatch(
      /sk-o|x-team|secret:/,
    );
    expect(shown.one.headers).toEqual({ "x-team": expect.stringMatching(/^secret:/) });
    expect(shown.revisions).toHaveLength(2);
    const [first, second] = shown.revisions
      .sort((left, right) => left.number - right.number)
      .map(({ content }) => JSON.parse(content).key);
    expect(first).toMatch(/^secret:/);
    expect(second).not.toBe(first);
    const row = await database.db.channel.findUniqueOrThrow({ where: { id }, include: { keys: true } });
    expect(row.keys).toHaveLength(1);
    expect(row.keys[0]?.secret).not.toContain(KEY);
    expect(row.headers).not.toContain(HEADER);
  });

  it("never send what is stored to another address", async () => {
    const ctx = await customer();
    await bring(ctx);
    const elsewhere = { baseUrl: upstream.url.replace("127.0.0.1", "127.0.0.1.nip.example") };
    await expect(updateOwnProvider(ctx, { name: "mine", version: 1, patch: elsewhere })).rejects.toMatchObject({
      reason: "ownProvider.key_needed",
    });
    const withKey = { ...elsewhere, key: "sk-for-elsewhere" };
    await expect(updateOwnProvider(ctx, { name: "mine", version: 1, patch: withKey })).rejects.toMatchObject({
      reason: "ownProvider.headers_needed",
    });
    await updateOwnProvider(ctx, { name: "mine", version: 1, patch: { ...withKey, headers: {} } });
    expect((await getOwnProvider(ctx, { name: "mine" })).headers).toEqual({});
  });

  it("are tested and asked for their models as channels are, by their owner alone", async () => {
    const [ctx, other] = [await customer(), await customer()];
    await bring(ctx);
    const events: string[] = [];
    const onEvent = ({ kind }: { kind: string }) => void events.push(kind);
    const result = await testOwnProvider(ctx, { name: "mine", isStream: true }, { onEvent });
    expect(result).toMatchObject({ isOk: true, httpStatus: 200 });
    expect(events).toEqual(expect.arrayContaining(["start", "status", "delta", "end"]));
    expect((await getOwnProvider(ctx, { name: "mine" })).testedAt).not.toBeNull();
    expect((await fetchOwnModels(ctx, { name: "mine" })).models.length).toBeGreaterThan(0);
    expect(upstream.requests.at(-1)?.headers["x-team"]).toBe(HEADER);
    await expect(testOwnProvider(other, { name: "mine" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getOwnProvider(other, { name: "mine" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("have a name each and an end to their number, also when many are brought at once", async () => {
    const ctx = await customer();
    await replaceSetting(database.db, "providers.ownMax", 3);
    const names = ["one", "one", "two", "three", "four", "five"];
    const outcomes = await Promise.allSettled(names.map((name) => bring(ctx, { name })));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.reason] : []));
    const { items } = await listOwnProviders(ctx);
    await replaceSetting(database.db, "providers.ownMax", 10);
    expect(items).toHaveLength(3);
    expect(new Set(items.map(({ name }) => name)).size).toBe(3);
    expect(refused).toHaveLength(3);
    expect(new Set(refused)).toEqual(new Set(["ownProvider.name_taken", "ownProvider.too_many"]));
    await deleteOwnProvider(ctx, { name: items[0]?.name ?? "" });
    expect(await bring(ctx, { name: items[0]?.name })).toMatchObject({ version: 1 });
  });

  it("have at most one default, and refuse the edit of a version that is gone", async () => {
    const ctx = await customer();
    for (const name of ["one", "two"]) await bring(ctx, { name, isDefault: true });
    await setOwnProviderDefault(ctx, { name: "one", isDefault: true });
    const { items } = await listOwnProviders(ctx);
    expect(items.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(["one"]);
    const stale = { name: "one", version: 1, patch: { priority: 9 } };
    await expect(updateOwnProvider(ctx, stale)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("say what is wrong with them", async () => {
    const ctx = await customer();
    const bad = [
      [{ type: "openai", key: undefined, baseUrl: "" }, "ownProvider.key_missing"],
      [{ baseUrl: "" }, "ownProvider.base_url_missing"],
      [{ defaultModel: "unlisted" }, "ownProvider.default_model_unlisted"],
      [{ baseUrl: "ftp://127.0.0.1" }, "channel.base_url_scheme"],
      [{ baseUrl: "http://10.1.2.3/v1" }, "egress.refused"],
      [{ baseUrl: "http://169.254.169.254/v1" }, "egress.refused"],
    ] as const;
    for (const [over, reason] of bad) await expect(bring(ctx, over)).rejects.toMatchObject({ reason });
    for (const wrong of [{ name: "Mine" }, { type: "nobody" }, { models: [] }, { headers: { host: "x" } }]) {
      expect(CreateOwnProviderInput.safeParse({ ...input(), ...wrong }).success).toBe(false);
    }
    expect((await listOwnProviders(ctx)).items).toEqual([]);
    expect(OWN_PROVIDER_PRESETS.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["openrouter", "openai", "anthropic", "custom"]),
    );
  });

  it("are switched off by staff of higher rank with a reason their owner reads, and by a dead key", async () => {
    const ctx = await customer();
    const { id } = await bring(ctx);
    const admin = (await signedInAs(database.db, "admin")).ctx;
    await disableAnyOwnProvider(admin, { id, reason: "It floods us." });
    expect(await getOwnProvider(ctx, { name: "mine" })).toMatchObject({
      status: "disabled",
      statusReason: "It floods us.",
    });
    await setOwnProviderEnabled(ctx, { name: "mine", isEnabled: true });
    const { keys } = await database.db.channel.findUniqueOrThrow({ where: { id }, include: { keys: true } });
    const off = await autoDisableKey(systemOf(database.db), { channelKeyId: keys[0]?.id ?? "", reason: "401" });
    expect(off).toBe("channel");
    expect(await getOwnProvider(ctx, { name: "mine" })).toMatchObject({ status: "auto_disabled" });
    await setOwnProviderEnabled(ctx, { name: "mine", isEnabled: true });
    expect((await getOwnProvider(ctx, { name: "mine" })).lastError).toBeNull();
    expect(await autoDisableChannel(systemOf(database.db), { channelId: id, reason: "500" })).toBe(true);
    const peer = (await signedInAs(database.db, "admin")).ctx;
    const ofPeer = await bring(peer);
    await expect(disableAnyOwnProvider(admin, { id: ofPeer.id, reason: "no" })).rejects.toMatchObject({
      reason: "common.role_too_high",
    });
  });

  it("are in no list of the site's channels and out of reach of each of their verbs, whatever they are", async () => {
    const admin = (await signedInAs(database.db, "root")).ctx;
    const site = CreateChannelInput.parse({
      name: "Site",
      provider: "openai",
      baseUrl: upstream.url,
      models: ["some-model"],
      tag: "site-tag",
      keys: ["sk-of-the-site"],
    });
    await createChannel(admin, site);
    const provider = fc.record({
      name: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
      label: fc.constantFrom("", "Site", "default"),
      models: fc.uniqueArray(fc.constantFrom("some-model", "other", "default"), { minLength: 1 }),
      priority: fc.integer({ min: -5, max: 1_000 }),
      isEnabled: fc.boolean(),
      isDefault: fc.boolean(),
    });
    const before = await countedOf(admin);
    const ids: string[] = [];
    await fc.assert(
      fc.asyncProperty(provider, async (over) => {
        const ctx = await customer();
        const { id } = await bring(ctx, over);
        ids.push(id);
        await expectApart(admin, id, over.name);
      }),
      { numRuns: 8 },
    );
    expect(await countedOf(admin)).toEqual(before);
    expect(await database.db.ability.count({ where: { channelId: { in: ids } } })).toBe(0);
    expect(ids).toHaveLength(8);
  });

  async function countedOf(admin: ServiceContext) {
    const { counts, channels } = await siteOverview(admin, { zone: "UTC" });
    const groups = (await listGroups(admin)).map(({ name, channelCount }) => [name, channelCount]);
    return { facets: await listChannelFacets(admin), groups, counts, channels };
  }

  async function expectApart(admin: ServiceContext, id: string, name: string): Promise<void> {
    const isListed = (rows: readonly { id: string }[]) => rows.some((row) => row.id === id);
    for (const isDeleted of [false, true]) {
      expect(isListed((await listChannels(admin, { limit: 200, isDeleted })).items)).toBe(false);
    }
    expect(isListed(await resolveSelection(admin, { filter: {} }))).toBe(false);
    expect(isListed(await channelKind.list(admin))).toBe(false);
    expect(await channelKind.find(admin, id)).toBeNull();
    expect(isListed((await lookup(admin, { q: id })).items)).toBe(false);
    expect(isListed((await lookup(admin, { q: name })).items)).toBe(false);
    const change = { kind: "priority", priority: 1 } as const;
    const bulk = await bulkChangeChannels(admin, { selection: { ids: [id] }, change });
    expect(bulk).toMatchObject({ kind: "done", rows: [{ isDone: false }] });
    const verbs = [
      () => getChannel(admin, { id }),
      () => updateChannel(admin, { id, version: 1, patch: { groups: ["default"] } }),
      () => cloneChannel(admin, { id }),
      () => setChannelStatus(admin, { id, status: "enabled" }),
      () => deleteChannel(admin, { id }),
      () => restoreChannel(admin, { id }),
      () => runChannelTest(admin, { channelId: id }),
      () => fetchUpstreamModels(admin, { channelId: id }),
    ];
    for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});
