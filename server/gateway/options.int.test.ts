import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { SettingKey, SettingValue } from "@/server/configuration/setting/registry/all";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import type { RunningGateway } from "./start";
import { type ApiAnswer, type ApiCall, callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const MODELS = [
  "plain",
  "with-headers",
  "limited",
  "hanging",
  "no-retry",
  "retry-429-only",
  "mock-400",
  "mock-error-midstream",
  "kept",
  "mock-long-400",
];

eachEngine("gateway options", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let customer: TestCustomer;
  const changed = new Map<SettingKey, unknown>();

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    const { url: baseUrl } = upstream;
    await makeDefaultGroup(db);
    await createChannel(db, { baseUrl, models: ["plain", "mock-400", "mock-error-midstream", "mock-long-400"] });
    const headers = { "x-team": "red", authorization: "Token of-the-team" };
    await createChannel(db, { baseUrl, models: ["with-headers"], headers });
    await createChannel(db, { baseUrl, models: ["limited"], priority: 2, limits: { requestsPerMinute: 1 } });
    await createChannel(db, {
      baseUrl,
      models: ["hanging"],
      keys: ["sk-mock-hang"],
      timeouts: { firstByteSeconds: 1 },
    });
    const failing = { baseUrl, keys: ["sk-mock-500"], priority: 2 };
    await createChannel(db, { ...failing, models: ["no-retry"], retries: { max: 0 } });
    await createChannel(db, { ...failing, models: ["retry-429-only"], retries: { statuses: ["429"] } });
    await createChannel(db, { baseUrl, models: ["no-retry", "retry-429-only"] });
    for (const key of ["sk-kept-a", "sk-kept-b"]) await createChannel(db, { baseUrl, models: ["kept"], keys: [key] });
    await priceModels(db, MODELS);
    customer = await createCustomer(db, 1_000_000_000n);
    gateway = await startTestGateway(database);
  });
  afterEach(async () => {
    for (const key of changed.keys()) await database.db.setting.deleteMany({ where: { key } });
    changed.clear();
    await put("gateway.retryMax", 2);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  async function put<Key extends SettingKey>(key: Key, value: SettingValue<Key>): Promise<void> {
    changed.set(key, value);
    await replaceSetting(database.db, key, value);
    await gateway.watch.check();
  }
  async function reload(topic: "supply"): Promise<void> {
    await bumpStateVersion(systemOf(database.db), topic);
    await gateway.watch.check();
  }
  const call = (input: ApiCall) => callApi(gateway.port, { key: customer.key, ...input });
  const ask = (text: string, over: object = {}) =>
    chat("plain", { messages: [{ role: "user", content: text }], ...over });
  const errorOf = (answer: ApiAnswer) => answer.json.error as Record<string, string>;
  const logOf = (id: string) =>
    vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });

  describe("a channel's own", () => {
    it("headers go out with each request, in place of ours", async () => {
      expect((await call({ body: chat("with-headers") })).status).toBe(200);
      expect(upstream.requests.at(-1)?.headers).toMatchObject({ "x-team": "red", authorization: "Token of-the-team" });
    });

    it("limit lets the next channel take over, and refuses when there is none", async () => {
      expect((await call({ body: chat("limited") })).status).toBe(200);
      const refused = await call({ body: chat("limited") });
      expect(refused.status).toBe(429);
      expect(errorOf(refused).code).toBe("channels_at_limit");
      expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
      expect(await logOf(refused.requestId)).toMatchObject({ attemptCount: 0, quota: 0n });
      await createChannel(database.db, { baseUrl: upstream.url, models: ["limited"], priority: 1 });
      await put("gateway.retryMax", 0);
      await reload("supply");
      expect((await call({ body: chat("limited") })).status).toBe(200);
    });

    it("time-out ends its calls, not the site's of two minutes", async () => {
      await put("gateway.retryAfterTimeout", false);
      const answer = await call({ body: chat("hanging") });
      expect(answer.status).toBe(504);
      expect((await logOf(answer.requestId)).durationMs).toBeLessThan(60_000);
    });

    it("retries say whether another channel is asked, and after which statuses", async () => {
      expect((await call({ body: chat("no-retry") })).status).toBe(502);
      expect((await call({ body: chat("retry-429-only") })).status).toBe(502);
    });
  });

  it("statuses that are tried elsewhere decide in place of the cause", async () => {
    const { db } = database;
    const route = "all-fail-first";
    await createChannel(db, { baseUrl: upstream.url, models: [route], keys: ["sk-mock-400"], priority: 2 });
    await createChannel(db, { baseUrl: upstream.url, models: [route] });
    await priceModels(db, [route]);
    await reload("supply");
    expect((await call({ body: chat(route) })).status).toBe(400);
    await put("gateway.retryStatuses", ["400-499"]);
    const mended = await call({ body: chat(route) });
    expect(mended.status).toBe(200);
    expect(await logOf(mended.requestId)).toMatchObject({ attemptCount: 2 });
  });

  it("upstreams' words are hidden where the site says so, before and inside a stream", async () => {
    const shown = errorOf(await call({ body: chat("mock-400") })).message;
    await put("gateway.hideUpstreamErrors", true);
    const hidden = errorOf(await call({ body: chat("mock-400") })).message;
    expect(hidden).toMatch(/^The upstream refused this request \(status 400\)\./);
    expect(hidden).not.toContain(String(shown).split(" (request id")[0]);
    const stream = await call({ body: chat("mock-error-midstream", { stream: true }) });
    const errors = stream.events.map((event) => JSON.parse(event)).filter((event) => event.error);
    expect(errors).toMatchObject([{ error: { code: "bad_upstream_answer" } }]);
  });

  it("extensions of browsers are refused where the site says so", async () => {
    const headers = { origin: "chrome-extension://abcdef" };
    expect((await call({ body: chat("plain"), headers })).status).toBe(200);
    await put("gateway.blockBrowserExtensions", true);
    const refused = await call({ body: chat("plain"), headers });
    expect([refused.status, errorOf(refused).code]).toEqual([403, "browser_extension"]);
    expect((await call({ body: chat("plain"), headers: { origin: "https://app.example" } })).status).toBe(200);
  });

  it("a silent stream gets signs of life, or none", async () => {
    const model = "mock-stream-1-1300";
    await createChannel(database.db, { baseUrl: upstream.url, models: [model] });
    await priceModels(database.db, [model]);
    await reload("supply");
    await put("gateway.pingSeconds", 1);
    const from = upstream.requests.length;
    const lively = call({ body: chat(model, { stream: true }) });
    await vi.waitFor(() => expect(upstream.requests.length).toBe(from + 1));
    await put("gateway.pingSeconds", 0);
    const silent = call({ body: chat(model, { stream: true }) });
    expect((await lively).text).toContain(": ping");
    expect((await silent).text).not.toContain(": ping");
  });

  it("the largest request is the site's, never more than the environment's", async () => {
    const big = (chars: number) => call({ body: chat("plain", { pad: "x".repeat(chars) }) });
    expect((await big(900_000)).status).toBe(200);
    await put("gateway.bodyLimitMib", 1_000);
    expect((await big(1_100_000)).status).toBe(413);
  });

  describe("the content filter", () => {
    it("refuses a request by its rule's number and charges nothing", async () => {
      await put("content.rules", ["harmless", "regex:forbidd[e3]n"]);
      await put("content.checkPrompts", true);
      const sent = upstream.requests.length;
      const refused = await call({ body: ask("something FORBIDD3N") });
      expect([refused.status, errorOf(refused).code]).toEqual([400, "content_filtered"]);
      expect(errorOf(refused).message).toContain("rule 2");
      expect(upstream.requests.length).toBe(sent);
      expect(await logOf(refused.requestId)).toMatchObject({ outcome: "refused", quota: 0n });
      expect((await call({ body: ask("something fine") })).status).toBe(200);
    });

    it("stops a stream at the rule it breaks, says so, and charges what was delivered", async () => {
      await put("content.rules", ["stopword"]);
      await put("content.checkAnswers", true);
      const text = `${"fine words ".repeat(30)}stopword and more`;
      const stream = await call({ body: ask(text, { stream: true }) });
      expect(stream.text).toContain("fine");
      expect(stream.text).not.toContain("stopword");
      expect(stream.events.at(-1)).toContain("content_filtered");
      expect(stream.events).not.toContain("[DONE]");
      const log = await logOf(stream.requestId);
      expect(log).toMatchObject({ kind: "consume", outcome: "refused", errorCode: "content_filtered" });
      expect(log.quota).toBeGreaterThan(0n);
    });

    it("keeps back a whole answer, for nothing", async () => {
      await put("content.rules", ["stopword"]);
      await put("content.checkAnswers", true);
      const refused = await call({ body: ask("say stopword") });
      expect([refused.status, errorOf(refused).code]).toEqual([400, "content_filtered"]);
      expect(await logOf(refused.requestId)).toMatchObject({ outcome: "refused", quota: 0n });
      expect((await call({ body: ask("say hello", { stream: true }) })).events.at(-1)).toBe("[DONE]");
    });
  });

  it("limits over minutes refuse with what was reached, and headers tell what is left", async () => {
    const other = await createCustomer(database.db, 1_000_000n);
    await put("limits.windowMinutes", 5);
    await put("limits.windowSuccessesPerUser", 1);
    await put("limits.windowTokensPerUser", 1_000_000);
    const failed = await call({ key: other.key, body: chat("mock-400") });
    expect(failed.headers["x-ratelimit-remaining-requests"]).toBe("1");
    const served = await call({ key: other.key, body: chat("plain") });
    expect(served.status).toBe(200);
    expect(served.headers["x-ratelimit-limit-tokens"]).toBe("1000000");
    const refused = await call({ key: other.key, body: chat("plain") });
    expect(refused.status).toBe(429);
    expect(errorOf(refused).message).toMatch(/limit of 1 served requests in 5 min\. It resets in \d+ s\./);
    await put("limits.windowByGroup", [{ group: "default", requests: 0, successes: 0, tokens: 0 }]);
    expect((await call({ key: other.key, body: chat("plain") })).status).toBe(200);
  });

  it("a user's requests stay with the channel that served the first one", async () => {
    await put("supply.affinityMinutes", 10);
    const from = upstream.requests.length;
    for (let count = 0; count < 8; count += 1) await call({ body: chat("kept") });
    const keys = upstream.requests.slice(from).map((request) => request.headers.authorization);
    expect(new Set(keys).size).toBe(1);
  });

  it("an upstream on a closed domain or port is not asked any more, kept connections or not", async () => {
    expect((await call({ body: chat("plain") })).status).toBe(200);
    await put("network.domains", ["127.0.0.1"]);
    expect((await call({ body: chat("plain") })).status).toBe(502);
    await put("network.domains", []);
    await put("network.allowedPorts", [443]);
    expect((await call({ body: chat("plain") })).status).toBe(502);
  });
});
