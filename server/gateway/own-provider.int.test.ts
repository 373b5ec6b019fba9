import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { verifyLedger } from "@/server/money/ledger/verify";
import { CreateOwnProviderInput, type OwnProviderPolicy } from "@/server/supply/own-provider/schema";
import { createOwnProvider, deleteOwnProvider, updateOwnProvider } from "@/server/supply/own-provider/service";
import { setOwnProviderEnabled, setOwnProviderPolicy } from "@/server/supply/own-provider/switches";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { contextOf, makeDefaultGroup } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { loopMark } from "./own-routes";
import type { RunningGateway } from "./start";
import { type ApiAnswer, callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const SITE_KEY = "sk-of-the-site-itself";
const OWN_KEY = "sk-of-the-customer-0001";
const RICH = 100_000_000n;
const FEE = 250;

type Owner = TestCustomer & { ctx: ServiceContext };

eachEngine("own providers at the gateway", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    await makeDefaultGroup(db);
    const site = { baseUrl: upstream.url, models: ["shared", "site-fails"], keys: [SITE_KEY] };
    await createChannel(db, { ...site, modelMapping: { "site-fails": "mock-500" } });
    await priceModels(db, ["shared", "site-fails"]);
    await replaceSetting(db, "providers.ownAllowedHosts", ["127.0.0.1"]);
    gateway = await startTestGateway(database);
    // The first reservation waits for the ledger's own thread to come up, which on a busy machine takes its time.
    const first = await createCustomer(db, RICH);
    await vi.waitFor(async () => expect((await ask(first, "shared")).status).toBe(200), { timeout: 60_000 });
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  async function owner(balance: bigint, policy: OwnProviderPolicy = "before", tokenQuota?: bigint): Promise<Owner> {
    const customer = await createCustomer(database.db, balance, tokenQuota);
    const user = await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } });
    const ctx = await contextOf(database.db, user);
    await setOwnProviderPolicy(ctx, { policy });
    return { ...customer, ctx };
  }

  async function bring(ctx: ServiceContext, over: object = {}): Promise<string> {
    const fields = {
      name: "mine",
      type: "custom",
      baseUrl: upstream.url,
      models: ["shared", "only-mine"],
      key: OWN_KEY,
    };
    const { name } = await createOwnProvider(ctx, CreateOwnProviderInput.parse({ ...fields, ...over }));
    await gateway.watch.check();
    return name;
  }

  const ask = (who: TestCustomer, model: string, over: object = {}) =>
    callApi(gateway.port, { key: who.key, body: chat(model, over) });
  const logOf = ({ requestId }: ApiAnswer) => database.db.log.findUniqueOrThrow({ where: { id: requestId } });
  const balanceOf = async ({ userId }: TestCustomer) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;
  const servedBy = async (answer: ApiAnswer) => ((await logOf(answer)).channelId?.startsWith("prv_") ? "own" : "site");
  const errorOf = (answer: ApiAnswer) => answer.json.error as Record<string, string>;
  const keysAsked = (since: number) =>
    upstream.requests.slice(since).map(({ headers }) => String(headers.authorization));

  async function withFee<T>(units: number, run: () => Promise<T>): Promise<T> {
    await replaceSetting(database.db, "providers.feeUnits", units);
    await gateway.watch.check();
    try {
      return await run();
    } finally {
      await replaceSetting(database.db, "providers.feeUnits", 0);
      await gateway.watch.check();
    }
  }

  it.each([
    ["before", "own"],
    ["after", "site"],
    ["only", "own"],
    ["never", "site"],
  ] as const)("are asked %s the site's channels: %s serves", async (policy, expected) => {
    const who = await owner(RICH, policy);
    await bring(who.ctx);
    const since = upstream.requests.length;
    const answer = await ask(who, "shared");
    expect(answer.status).toBe(200);
    expect(await servedBy(answer)).toBe(expected);
    expect(keysAsked(since)).toEqual([`Bearer ${expected === "own" ? OWN_KEY : SITE_KEY}`]);
  });

  it("stand in for the site's channels, and these for them, when the first fail", async () => {
    const first = await owner(RICH, "before");
    await bring(first.ctx, { key: "sk-mock-500" });
    const second = await owner(RICH, "after");
    await bring(second.ctx, { models: ["site-fails"] });
    const [fromSite, fromOwn] = [await ask(first, "shared"), await ask(second, "site-fails")];
    expect([fromSite.status, await servedBy(fromSite)]).toEqual([200, "site"]);
    expect([fromOwn.status, await servedBy(fromOwn)]).toEqual([200, "own"]);
    expect((await logOf(fromOwn)).quota).toBe(0n);
    expect((await logOf(fromSite)).quota).toBeGreaterThan(0n);
  });

  it("alone never send a request to the site's channels, whatever happens", async () => {
    const who = await owner(RICH, "only");
    await bring(who.ctx, { key: "sk-mock-500" });
    const since = upstream.requests.length;
    const [failed, unknown] = [await ask(who, "shared"), await ask(who, "site-fails")];
    expect(failed.status).toBe(502);
    expect(errorOf(unknown)).toMatchObject({ code: "own_provider_unavailable" });
    expect(keysAsked(since)).toEqual(["Bearer sk-mock-500"]);
    await replaceSetting(database.db, "providers.ownEnabled", false);
    await gateway.watch.check();
    expect(errorOf(await ask(who, "shared"))).toMatchObject({ code: "own_providers_off" });
    await replaceSetting(database.db, "providers.ownEnabled", true);
    await gateway.watch.check();
  });

  it("serve an account without any quota where no fee is asked, and the site's channels do not", async () => {
    const who = await owner(0n);
    await bring(who.ctx);
    const answer = await ask(who, "shared");
    expect([answer.status, await servedBy(answer)]).toEqual([200, "own"]);
    expect(await logOf(answer)).toMatchObject({ quota: 0n, reservedQuota: 0n, outcome: "completed" });
    await updateOwnProvider(who.ctx, { name: "mine", version: 1, patch: { key: "sk-mock-500" } });
    await gateway.watch.check();
    const since = upstream.requests.length;
    expect((await ask(who, "shared")).status).toBe(502);
    expect(keysAsked(since)).toEqual(["Bearer sk-mock-500"]);
    const stranger = await owner(0n);
    expect(errorOf(await ask(stranger, "shared"))).toMatchObject({ code: "insufficient_quota" });
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  it("cost their fee a request, told in the price that the charge was made by, and no token of the answer", async () => {
    await withFee(FEE, async () => {
      const who = await owner(1_000n);
      await bring(who.ctx);
      const answer = await ask(who, "only-mine");
      const log = await logOf(answer);
      expect(log).toMatchObject({ quota: BigInt(FEE), usageSource: "provider" });
      expect(log.completionTokens).toBeGreaterThan(0);
      const price = await database.db.priceSnapshot.findUniqueOrThrow({ where: { id: log.priceId ?? "" } });
      expect(price).toMatchObject({ mode: "own", callPrice: "0.000500", groupRatio: "1" });
      expect(await balanceOf(who)).toBe(1_000n - BigInt(FEE));
      await updateOwnProvider(who.ctx, { name: "mine", version: 1, patch: { key: "sk-mock-500" } });
      await gateway.watch.check();
      const failed = await ask(who, "only-mine");
      expect([failed.status, (await logOf(failed)).quota]).toEqual([502, 0n]);
      expect(await balanceOf(who)).toBe(1_000n - BigInt(FEE));
    });
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  it("take no more than there is when many ask at once, and each served request pays its fee", async () => {
    await withFee(FEE, async () => {
      const who = await owner(BigInt(FEE * 5));
      await bring(who.ctx);
      const answers = await Promise.all(Array.from({ length: 12 }, () => ask(who, "only-mine")));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(5);
      expect(statuses.filter((status) => status === 429)).toHaveLength(7);
      expect(await balanceOf(who)).toBe(0n);
    });
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  it("are all that a limited token without quota reaches", async () => {
    const who = await owner(RICH, "after", 0n);
    await bring(who.ctx);
    const answer = await ask(who, "shared");
    expect([answer.status, await servedBy(answer)]).toEqual([200, "own"]);
  });

  it("are nobody else's: not their requests, not their models, not their names", async () => {
    const [who, other] = [await owner(RICH), await owner(RICH)];
    await bring(who.ctx, { defaultModel: "only-mine" });
    const modelsOf = async (customer: TestCustomer) => {
      const { json } = await callApi(gateway.port, { key: customer.key, path: "/v1/models", method: "GET" });
      return (json.data as { id: string }[]).map(({ id }) => id);
    };
    expect(await modelsOf(who)).toEqual(["mine", "only-mine", "shared", "site-fails"]);
    expect(await modelsOf(other)).toEqual(["shared", "site-fails"]);
    const since = upstream.requests.length;
    expect((await ask(other, "only-mine")).status).toBe(404);
    expect((await ask(other, "mine")).status).toBe(404);
    expect(await servedBy(await ask(other, "shared"))).toBe("site");
    expect(keysAsked(since)).toEqual([`Bearer ${SITE_KEY}`]);
    expect(await database.db.ability.count({ where: { channelId: { startsWith: "prv_" } } })).toBe(0);
  });

  it("answer to their name with their default model, and ask the default one first among equals", async () => {
    const who = await owner(RICH);
    await bring(who.ctx, { name: "spare", key: "sk-of-the-spare" });
    await bring(who.ctx, { name: "mine", defaultModel: "only-mine", isDefault: true });
    const since = upstream.requests.length;
    const answer = await ask(who, "mine");
    expect(await logOf(answer)).toMatchObject({ model: "mine", upstreamModel: "only-mine" });
    await ask(who, "shared");
    expect(keysAsked(since)).toEqual([`Bearer ${OWN_KEY}`, `Bearer ${OWN_KEY}`]);
  });

  it("obey the limits of the key that asks, and are passed over where they lack what a request needs", async () => {
    const who = await owner(RICH);
    await bring(who.ctx, { features: ["tools"] });
    await database.db.token.update({ where: { id: who.tokenId }, data: { modelLimits: JSON.stringify(["shared"]) } });
    expect(errorOf(await ask(who, "only-mine"))).toMatchObject({ code: "model_not_allowed" });
    expect(await servedBy(await ask(who, "shared"))).toBe("own");
    expect(await servedBy(await ask(who, "shared", { stream: true }))).toBe("site");
  });

  it("tell their owner what went wrong in full, without the key, where the site's channels do not", async () => {
    const who = await owner(RICH, "only");
    await bring(who.ctx, { key: "sk-mock-401" });
    const { message } = errorOf(await ask(who, "shared")) as { message: string };
    expect(message).toMatch(/^Your provider 'mine' answered with status 401: ./);
    expect(message).not.toContain("sk-mock-401");
    const row = await database.db.channel.findFirstOrThrow({ where: { ownerId: who.userId } });
    expect(row.status).toBe("enabled");
  });

  it("count within their own limits", async () => {
    const who = await owner(RICH, "only");
    await bring(who.ctx, { limits: { requestsPerMinute: 1 } });
    expect((await ask(who, "shared")).status).toBe(200);
    const second = await ask(who, "shared");
    expect(second.status).toBe(429);
  });

  it("stop at once when they are switched off or deleted, or their owner is disabled", async () => {
    const who = await owner(RICH, "only");
    await bring(who.ctx);
    expect((await ask(who, "shared")).status).toBe(200);
    await setOwnProviderEnabled(who.ctx, { name: "mine", isEnabled: false });
    await gateway.watch.check();
    const since = upstream.requests.length;
    expect((await ask(who, "shared")).status).toBe(400);
    await setOwnProviderEnabled(who.ctx, { name: "mine", isEnabled: true });
    await deleteOwnProvider(who.ctx, { name: "mine" });
    await gateway.watch.check();
    expect((await ask(who, "shared")).status).toBe(400);
    expect(keysAsked(since)).toEqual([]);
    expect(await database.db.channelKey.count({ where: { channel: { ownerId: who.userId } } })).toBe(0);
  });

  it("do not go round in circles: a provider that leads back here is not asked a second time", async () => {
    const who = await owner(RICH);
    await bring(who.ctx);
    const headers = { "x-gatehouse-via": loopMark() };
    const body = chat("shared");
    const answer = await callApi(gateway.port, { key: who.key, body, headers });
    expect(await servedBy(answer)).toBe("site");
    await setOwnProviderPolicy(who.ctx, { policy: "only" });
    await gateway.watch.check();
    expect(errorOf(await callApi(gateway.port, { key: who.key, body, headers }))).toMatchObject({
      code: "provider_loop",
    });
    const sent = upstream.requests.length;
    await ask(who, "shared");
    expect(upstream.requests.at(sent)?.headers["x-gatehouse-via"]).toBe(loopMark());
  });

  it("may not lie where operators let only the site's channels go", async () => {
    const who = await owner(RICH, "only");
    await bring(who.ctx);
    await replaceSetting(database.db, "providers.ownAllowedHosts", []);
    await gateway.watch.check();
    expect((await ask(who, "shared")).status).toBe(502);
    await expect(bring(who.ctx, { name: "second" })).rejects.toMatchObject({ reason: "egress.refused" });
    const other = await owner(RICH, "never");
    expect((await ask(other, "shared")).status).toBe(200);
    await replaceSetting(database.db, "providers.ownAllowedHosts", ["127.0.0.1"]);
    await gateway.watch.check();
  });
});
