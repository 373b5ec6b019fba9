import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { replaceSetting } from "@/server/testing/setting";
import type { RunningGateway } from "./start";
import { type ApiCall, callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const FAULTS = [
  "mock-500",
  "mock-429",
  "mock-401",
  "mock-die",
  "mock-garbage",
  "mock-html",
  "mock-redirect",
  "mock-nothing",
];
const MODELS = [
  "gpt-test",
  "mapped",
  "mock-hang",
  "mock-400",
  "mock-no-usage",
  "mock-die-midstream",
  "mock-hang-midstream",
  "mock-error-midstream",
  "mock-no-done",
  "mock-stream-40-50",
  "mock-slow-3000",
  ...FAULTS,
];

eachEngine("gateway", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let customer: TestCustomer;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    await db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default" },
      update: {},
    });
    await createChannel(db, { baseUrl: upstream.url, models: MODELS, modelMapping: { mapped: "gpt-real" } });
    await createChannel(db, { baseUrl: "http://127.0.0.1:1", models: ["unreachable"] });
    await createChannel(db, { baseUrl: "http://10.255.0.1", models: ["forbidden"] });
    await priceModels(db, [...MODELS, "unreachable", "forbidden", "nowhere", "both", "first-fails"]);
    customer = await createCustomer(db, 100_000_000n);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  const call = (input: ApiCall) => callApi(gateway.port, { key: customer.key, ...input });
  const logOf = (id: string) =>
    vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });
  const balance = async () => (await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } })).balance;
  const differences = async () => (await verifyLedger(database.db)).differences;
  const reload = () => gateway.watch.check();
  const errorOf = (answer: { json: Record<string, unknown> }) => answer.json.error as Record<string, string>;

  it("serves a request, charges its usage and logs it before the answer is complete", async () => {
    const before = await balance();
    const answer = await call({ body: chat("gpt-test") });
    expect(answer.status).toBe(200);
    const usage = answer.json.usage as { prompt_tokens: number; completion_tokens: number };
    const quota = BigInt(Math.ceil(usage.prompt_tokens * 0.5 + usage.completion_tokens));
    const log = await database.db.log.findUniqueOrThrow({ where: { id: answer.requestId } });
    expect(log).toMatchObject({
      kind: "consume",
      outcome: "completed",
      quota,
      promptTokens: usage.prompt_tokens,
      completionTokens: usage.completion_tokens,
      usageSource: "provider",
      httpStatus: 200,
      attemptCount: 1,
    });
    expect(await balance()).toBe(before - quota);
    expect(await database.db.hold.count({ where: { id: answer.requestId } })).toBe(0);
    const attempts = await database.db.attempt.findMany({ where: { requestId: answer.requestId } });
    expect(attempts).toMatchObject([
      { httpStatus: 200, fault: "none", endpoint: `${upstream.url}/v1/chat/completions` },
    ]);
    expect(await differences()).toEqual([]);
  });

  it("streams, with [DONE], without the usage chunk nobody asked for, and charges by it", async () => {
    const answer = await call({ body: chat("gpt-test", { stream: true }) });
    expect(answer.headers["content-type"]).toContain("text/event-stream");
    expect(answer.events.at(-1)).toBe("[DONE]");
    expect(answer.events.slice(0, -1).every((event) => JSON.parse(event).choices.length > 0)).toBe(true);
    expect(await logOf(answer.requestId)).toMatchObject({
      isStream: true,
      usageSource: "provider",
      outcome: "completed",
    });
    const asking = await call({ body: chat("gpt-test", { stream: true, stream_options: { include_usage: true } }) });
    expect(asking.events.slice(0, -1).some((event) => JSON.parse(event).choices.length === 0)).toBe(true);
  });

  it("serves embeddings and completions, and sends the channel's name of a model", async () => {
    const embedding = await call({ path: "/v1/embeddings", body: { model: "gpt-test", input: "hello" } });
    expect(embedding.json).toMatchObject({ object: "list" });
    const completion = await call({ path: "/v1/completions", body: { model: "gpt-test", prompt: "hello" } });
    expect(completion.status).toBe(200);
    await call({ body: chat("mapped") });
    expect(JSON.parse(upstream.requests.at(-1)?.body ?? "{}").model).toBe("gpt-real");
  });

  it("lists and shows the models of the key", async () => {
    const list = await call({ path: "/v1/models" });
    const ids = (list.json.data as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain("gpt-test");
    expect((await call({ path: "/v1/models/gpt-test" })).json).toMatchObject({ id: "gpt-test", object: "model" });
    expect((await call({ path: "/v1/models/nowhere" })).status).toBe(404);
    const subscription = await call({ path: "/v1/dashboard/billing/subscription" });
    expect(subscription.json).toMatchObject({ object: "billing_subscription", hard_limit_usd: 200 });
  });

  it("tells programs a limited key's own quota, or its account's where the site wants that", async () => {
    const { key } = await createCustomer(database.db, 5_000_000n, 1_000_000n);
    const ask = async () => (await call({ path: "/dashboard/billing/subscription", key })).json.hard_limit_usd;
    expect(await ask()).toBe(2);
    await replaceSetting(database.db, "site.billingShowsToken", false);
    expect(await ask()).toBe(10);
    await replaceSetting(database.db, "site.billingShowsToken", true);
  });

  it.each<[string, ApiCall, number, string]>([
    ["no key", { key: "", headers: {}, body: chat("gpt-test") }, 401, "missing_api_key"],
    ["a wrong key", { key: "sk-wrong", body: chat("gpt-test") }, 401, "invalid_api_key"],
    ["broken JSON", { body: "{" }, 400, "invalid_json"],
    ["a body over the limit", { body: chat("gpt-test", { pad: "x".repeat(1_100_000) }) }, 413, "request_too_large"],
    ["an unknown model", { body: chat("nothing-like-it") }, 404, "model_not_found"],
    ["a wrong path", { path: "/v1/v1/chat/completions", body: chat("gpt-test") }, 404, "unknown_url"],
    ["a wrong method", { path: "/v1/chat/completions", method: "GET" }, 405, "method_not_allowed"],
    ["an upstream that refuses the request", { body: chat("mock-400") }, 400, ""],
    ["an upstream that is not there", { body: chat("unreachable") }, 502, "upstream_unreachable"],
    ["an upstream the site keeps shut", { body: chat("forbidden") }, 502, "upstream_unreachable"],
    ["an upstream's 500", { body: chat("mock-500") }, 502, "upstream_error"],
    ["an upstream's 429", { body: chat("mock-429") }, 429, "upstream_saturated"],
    ["an upstream's dead key", { body: chat("mock-401") }, 502, "upstream_error"],
    ["an upstream that closes the connection", { body: chat("mock-die") }, 502, "upstream_unreachable"],
    ["an upstream's garbage", { body: chat("mock-garbage") }, 502, "bad_upstream_answer"],
    ["an upstream's garbage in a stream", { body: chat("mock-garbage", { stream: true }) }, 502, "bad_upstream_answer"],
    ["a proxy's page", { body: chat("mock-html") }, 502, "upstream_error"],
    ["a redirect", { body: chat("mock-redirect") }, 502, "upstream_error"],
    ["an empty answer", { body: chat("mock-nothing") }, 502, "bad_upstream_answer"],
  ])("answers %s in OpenAI's shape, with a log row and no charge", async (_name, input, status, code) => {
    const before = await balance();
    const answer = await call(input);
    expect(answer.status).toBe(status);
    const error = errorOf(answer);
    expect(error).toMatchObject({
      message: expect.stringContaining(`(request id: ${answer.requestId})`),
      type: expect.any(String),
    });
    expect(answer.text).not.toContain("127.0.0.1");
    if (code !== "") expect(error.code).toBe(code);
    expect(await balance()).toBe(before);
    if (input.path !== undefined) return;
    const log = await logOf(answer.requestId);
    expect(log).toMatchObject({ httpStatus: status, quota: 0n });
    expect(log.errorMessage).not.toBe("");
    expect(log.kind).toBe(log.attemptCount > 0 ? "fail" : "refuse");
  });

  it.each(["disabled", "expired", "foreign", "user", "limited"] as const)(
    "refuses a key that is out of use: %s",
    async (how) => {
      const { db } = database;
      const other = await createCustomer(db, 1_000_000n);
      const token = { where: { id: other.tokenId } };
      if (how === "disabled") await db.token.update({ ...token, data: { status: "disabled" } });
      if (how === "expired") await db.token.update({ ...token, data: { expiresAt: new Date(Date.now() - 1_000) } });
      if (how === "foreign") await db.token.update({ ...token, data: { allowedIps: '["10.0.0.0/8"]' } });
      if (how === "user") await db.user.update({ where: { id: other.userId }, data: { status: "disabled" } });
      if (how === "limited") await db.token.update({ ...token, data: { modelLimits: '["other-model"]' } });
      const expected = { disabled: 401, expired: 401, foreign: 403, user: 403, limited: 403 }[how];
      const answer = await call({ key: other.key, body: chat("gpt-test") });
      expect(answer.status).toBe(expected);
      expect(await logOf(answer.requestId)).toMatchObject({
        kind: "refuse",
        userId: other.userId,
        tokenId: other.tokenId,
      });
    },
  );

  it("refuses a request beyond the quota, and tells clients not to repeat it", async () => {
    const poor = await createCustomer(database.db, 10n);
    const answer = await call({ key: poor.key, body: chat("gpt-test") });
    expect(answer.status).toBe(429);
    expect(answer.headers["x-should-retry"]).toBe("false");
    expect(errorOf(answer)).toMatchObject({ code: "insufficient_quota", type: "insufficient_quota" });
    expect(await logOf(answer.requestId)).toMatchObject({ kind: "refuse", errorCode: "insufficient_quota" });
  });

  it("lets exactly 50 of 200 simultaneous requests through on a balance for 50", async () => {
    const { db } = database;
    // "hi" needs 5 + 8 + 5 prompt tokens at most … the hold is what 50 of them are made from.
    const probe = await createCustomer(db, 1_000_000n);
    const body = chat("mock-slow-3000", { max_tokens: 10 });
    const held = call({ key: probe.key, body });
    const amount = await vi.waitFor(async () => {
      const hold = await db.hold.findFirstOrThrow({ where: { userId: probe.userId } });
      return hold.amount;
    });
    const rich = await createCustomer(db, amount * 50n);
    const answers = await Promise.all(Array.from({ length: 200 }, () => call({ key: rich.key, body })));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(200), count(429)]).toEqual([50, 150]);
    await held;
    expect(await differences()).toEqual([]);
  });

  it("sends rate limits with every answer and refuses above them", async () => {
    await replaceSetting(database.db, "limits.requestsPerMinutePerToken", 2);
    await reload();
    const limited = await createCustomer(database.db, 1_000_000n);
    const first = await call({ key: limited.key, body: chat("gpt-test") });
    expect(first.headers).toMatchObject({ "x-ratelimit-limit-requests": "2", "x-ratelimit-remaining-requests": "1" });
    await call({ key: limited.key, body: chat("gpt-test") });
    const third = await call({ key: limited.key, body: chat("gpt-test") });
    expect(third.status).toBe(429);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(0);
    await replaceSetting(database.db, "limits.requestsPerMinutePerToken", 0);
    await reload();
  });

  it("tries the next channel when one fails, and no failed one twice", async () => {
    const { db } = database;
    const models = ["first-fails"];
    const bad = await createChannel(db, { baseUrl: upstream.url, models, keys: ["sk-mock-500"], priority: 10 });
    const good = await createChannel(db, { baseUrl: upstream.url, models, priority: 1 });
    await bumpStateVersion(systemContext("test"), "supply");
    await reload();
    const answer = await call({ body: chat("first-fails") });
    expect(answer.status).toBe(200);
    const attempts = await database.db.attempt.findMany({
      where: { requestId: answer.requestId },
      orderBy: { position: "asc" },
    });
    expect(attempts).toMatchObject([
      { channelId: bad, httpStatus: 500, fault: "upstream" },
      { channelId: good, httpStatus: 200, fault: "none" },
    ]);
    expect(await logOf(answer.requestId)).toMatchObject({ channelId: good, attemptCount: 2 });
  });

  it("switches a key off that keeps being refused, and its channel with the last key", async () => {
    const { db } = database;
    const id = await createChannel(db, { baseUrl: upstream.url, models: ["both"], keys: ["sk-mock-401"] });
    await bumpStateVersion(systemContext("test"), "supply");
    await reload();
    for (let index = 0; index < 3; index += 1) await call({ body: chat("both") });
    await vi.waitFor(async () => {
      expect(await db.channel.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "auto_disabled" });
    });
    await reload();
    expect((await call({ body: chat("both") })).status).toBe(404);
    expect(await db.auditEvent.count({ where: { targetId: id } })).toBeGreaterThan(0);
  });

  it.each(["mock-die-midstream", "mock-error-midstream"])(
    "ends a stream that %s with an error event and no [DONE], and charges what came",
    async (model) => {
      const answer = await call({ body: chat(model, { stream: true }) });
      expect(answer.status).toBe(200);
      expect(answer.events).not.toContain("[DONE]");
      expect(JSON.parse(answer.events.at(-1) ?? "{}")).toHaveProperty("error");
      const log = await logOf(answer.requestId);
      expect(log).toMatchObject({ outcome: "upstream_error", usageSource: "estimated", kind: "consume" });
      expect(log.quota > 0n).toBe(true);
    },
  );

  it("gives [DONE] to a stream whose upstream finished without one", async () => {
    const answer = await call({ body: chat("mock-no-done", { stream: true }) });
    expect(answer.events.filter((event) => event === "[DONE]")).toHaveLength(1);
    expect(await logOf(answer.requestId)).toMatchObject({ outcome: "completed" });
  });

  it("estimates where no usage is reported, and says so", async () => {
    const answer = await call({ body: chat("mock-no-usage") });
    const log = await logOf(answer.requestId);
    expect(log.usageSource).toBe("estimated");
    expect(log.quota > 0n && log.completionTokens > 0).toBe(true);
  });

  it("gives up on an upstream that hangs, before and within its answer", async () => {
    await replaceSetting(database.db, "gateway.firstByteTimeoutSeconds", 1);
    await replaceSetting(database.db, "gateway.idleTimeoutSeconds", 1);
    await reload();
    const before = await balance();
    const hanging = await call({ body: chat("mock-hang") });
    expect(hanging.status).toBe(504);
    expect(await balance()).toBe(before);
    expect(await logOf(hanging.requestId)).toMatchObject({ outcome: "timeout", kind: "fail" });
    const midstream = await call({ body: chat("mock-hang-midstream", { stream: true }) });
    expect(midstream.events).not.toContain("[DONE]");
    expect(await logOf(midstream.requestId)).toMatchObject({ outcome: "timeout", kind: "consume" });
    await replaceSetting(database.db, "gateway.firstByteTimeoutSeconds", 120);
    await replaceSetting(database.db, "gateway.idleTimeoutSeconds", 120);
    await reload();
  });

  it.each(["delivered", "drain"] as const)(
    "stops the upstream when the client leaves, or reads on, by policy: %s",
    async (policy) => {
      await replaceSetting(database.db, "gateway.clientGonePolicy", policy);
      await reload();
      const leaving = new AbortController();
      const id = newId("req");
      const answer = await fetch(`http://127.0.0.1:${gateway.port}/v1/chat/completions`, {
        method: "POST",
        signal: leaving.signal,
        headers: {
          authorization: `Bearer ${customer.key}`,
          "content-type": "application/json",
          "x-client-request-id": id,
        },
        body: JSON.stringify(chat("mock-stream-40-50", { stream: true })),
      });
      const requestId = answer.headers.get("x-request-id") ?? "";
      expect(answer.headers.get("x-client-request-id")).toBe(id);
      await answer.body?.getReader().read();
      leaving.abort();
      const log = await logOf(requestId);
      expect(log).toMatchObject({ outcome: "client_gone", httpStatus: 499, kind: "consume", clientRequestId: id });
      expect(log.usageSource).toBe(policy === "drain" ? "provider" : "estimated");
      expect(log.quota > 0n).toBe(true);
      expect(await database.db.hold.count({ where: { id: requestId } })).toBe(0);
      await vi.waitFor(() => expect(upstream.requests.at(-1)?.isAborted).toBe(policy === "delivered"));
    },
  );

  it("keeps holds of a dead process no longer than it must, and says so in the log", async () => {
    const { db } = database;
    const dead = newId("nod");
    await db.node.create({
      data: { id: dead, role: "gateway", hostname: "gone", version: "0", lastSeenAt: new Date() },
    });
    const held = await createCustomer(db, 1_000n);
    const id = newId("req");
    await gateway.writer.reserve({
      kind: "reserve",
      requestId: id,
      userId: held.userId,
      tokenId: held.tokenId,
      isUnlimitedToken: true,
      amount: 400n,
      funding: null,
      model: "gpt-test",
      ownerId: dead,
      createdAt: Date.now(),
      expiresAt: Date.now() + 60_000,
    });
    await gateway.sweeper.sweep();
    expect(await db.hold.count({ where: { id } })).toBe(1);
    await db.node.delete({ where: { id: dead } });
    await gateway.sweeper.sweep();
    expect(await db.hold.count({ where: { id } })).toBe(0);
    expect((await db.user.findUniqueOrThrow({ where: { id: held.userId } })).balance).toBe(1_000n);
    expect(await logOf(id)).toMatchObject({ kind: "fail", outcome: "recovered", quota: 0n });
    expect(await differences()).toEqual([]);
  });

  it("agrees to the unit after all of this", async () => {
    await gateway.writer.drain(5_000);
    expect(await differences()).toEqual([]);
    expect(await database.db.hold.count()).toBe(0);
  });
});
