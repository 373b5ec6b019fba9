import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { channelKind } from "@/server/supply/channel/configurable";
import { getChannel } from "@/server/supply/channel/read";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel as createByVerb, updateChannel } from "@/server/supply/channel/service";
import { fetchUpstreamModels } from "@/server/supply/channel/upstream-models";
import { runChannelTest } from "@/server/supply/channel-test/service";
import { CreateOwnProviderInput } from "@/server/supply/own-provider/schema";
import { createOwnProvider } from "@/server/supply/own-provider/service";
import { setOwnProviderPolicy } from "@/server/supply/own-provider/switches";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { contextOf, makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { startConnectProxy, type TestProxy } from "@/server/testing/proxy-server";
import { replaceSecretSetting, replaceSetting } from "@/server/testing/setting";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway } from "./testing/site";

const RICH = 100_000_000n;
const LOGIN = "operator:secret";

eachEngine("proxies to upstreams", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let site: TestProxy;
  let other: TestProxy;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const leadsTo = Number(new URL(upstream.url).port);
    site = await startConnectProxy({ login: LOGIN, leadsTo });
    other = await startConnectProxy({ leadsTo });
    await makeDefaultGroup(database.db);
    await priceModels(database.db, ["as-site", "own-proxy", "direct", "broken"]);
    const { url: baseUrl } = upstream;
    await createChannel(database.db, { baseUrl, models: ["as-site"] });
    await createChannel(database.db, { baseUrl, models: ["own-proxy"], proxy: other.url });
    await createChannel(database.db, { baseUrl, models: ["direct"], proxy: "none" });
    await createChannel(database.db, { baseUrl, models: ["broken"], proxy: site.url.replace(LOGIN, "operator:wrong") });
    await replaceSetting(database.db, "providers.ownAllowedHosts", ["127.0.0.1"]);
    gateway = await startTestGateway(database);
    // The first reservation waits for the ledger's own thread to come up, which on a busy machine takes its time.
    await vi.waitFor(async () => expect((await ask("as-site")).status).toBe(200), { timeout: 60_000 });
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await Promise.all([upstream.close(), site.close(), other.close()]);
  });
  afterEach(async () => {
    await useSiteProxy("");
    site.asked.length = 0;
    other.asked.length = 0;
  });

  async function useSiteProxy(url: string): Promise<void> {
    await replaceSecretSetting(database.db, "network.upstreamProxy", url);
    await gateway.watch.check();
  }

  async function ask(model: string) {
    const customer = await createCustomer(database.db, RICH);
    return callApi(gateway.port, { key: customer.key, body: chat(model) });
  }

  it("without one nothing goes through any", async () => {
    expect((await ask("as-site")).status).toBe(200);
    expect([...site.asked, ...other.asked]).toEqual([]);
  });

  it("the site's holds for every channel but those with one of their own, or none", async () => {
    await useSiteProxy(site.url);
    expect((await ask("as-site")).status).toBe(200);
    expect(site.asked).toEqual([{ target: new URL(upstream.url).host, login: LOGIN }]);
    expect((await ask("direct")).status).toBe(200);
    expect(site.asked.length).toBe(1);
    expect((await ask("own-proxy")).status).toBe(200);
    expect(site.asked.length).toBe(1);
    expect(other.asked.length).toBe(1);
  });

  it("one that refuses us fails the attempt in clear words, and the upstream is not called around it", async () => {
    const before = upstream.requests.length;
    const answer = await ask("broken");
    expect(answer.status).toBe(502);
    expect(answer.text).not.toContain("proxy");
    expect(upstream.requests.length).toBe(before);
    await gateway.writer.drain(10_000);
    const [attempt] = await database.db.attempt.findMany({ where: { requestId: answer.requestId } });
    expect(attempt).toMatchObject({ fault: "channel", error: "The proxy refused the connection (407)." });
  });

  it("a customer's own provider is called through the site's, by the address that was checked", async () => {
    await useSiteProxy(site.url);
    const customer = await createCustomer(database.db, RICH);
    const user = await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } });
    const ctx = await contextOf(database.db, user);
    await setOwnProviderPolicy(ctx, { policy: "only" });
    const fields = { name: "mine", type: "custom", baseUrl: upstream.url, models: ["mine-only"], key: "sk-mine-00001" };
    await createOwnProvider(ctx, CreateOwnProviderInput.parse({ ...fields, proxy: other.url }));
    await gateway.watch.check();
    const answer = await callApi(gateway.port, { key: customer.key, body: chat("mine-only") });
    expect(answer.status).toBe(200);
    expect(site.asked.length).toBe(1);
    expect(other.asked).toEqual([]);
  });

  it("another one is taken for stored keys only after the password, and never from a state that is brought in", async () => {
    const { ctx } = await signedInAs(database.db, "root", { isSteppedUp: false });
    const input = { name: "careful", provider: "openai" as const, baseUrl: upstream.url, models: ["gpt-test"] };
    const { id } = await createByVerb(ctx, CreateChannelInput.parse({ ...input, keys: ["sk-good-key"] }));
    const change = (proxy: string) => updateChannel(ctx, { id, version: 1, patch: { proxy } });
    await expect(change(other.url)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    await change("none");
    const found = await channelKind.find(ctx, id);
    if (!found) throw new Error("the channel is there");
    const content = { ...found.content, proxy: other.url };
    expect(await channelKind.check?.(ctx, { id, content })).toMatchObject([{ path: "proxy" }]);
  });

  it("tests and lists of models take the same way, and the address is never read back", async () => {
    const { ctx } = await signedInAs(database.db, "root");
    const input = { name: "proxied", provider: "openai" as const, baseUrl: upstream.url, models: ["gpt-test"] };
    const { id } = await createByVerb(
      ctx,
      CreateChannelInput.parse({ ...input, keys: ["sk-good-key"], proxy: other.url }),
    );
    await runChannelTest(ctx, { channelId: id });
    expect(other.asked.length).toBe(1);
    await fetchUpstreamModels(ctx, { channelId: id });
    const shown = await getChannel(ctx, { id });
    expect(shown.proxy).toMatch(/^secret:/);
    expect(JSON.stringify(await database.db.revision.findMany({ where: { objectId: id } }))).not.toContain(other.url);
    // A mark that comes back means "as stored".
    await updateChannel(ctx, { id, version: shown.version, patch: { proxy: shown.proxy, name: "renamed" } });
    expect((await getChannel(ctx, { id })).proxy).toBe(shown.proxy);
    await updateChannel(ctx, { id, version: shown.version + 1, patch: { proxy: "none" } });
    const before = other.asked.length;
    await runChannelTest(ctx, { channelId: id });
    expect(other.asked.length).toBe(before);
  });
});
