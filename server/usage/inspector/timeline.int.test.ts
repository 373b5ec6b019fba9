import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { RunningGateway } from "@/server/gateway/start";
import { type ApiCall, callApi, chat } from "@/server/gateway/testing/client";
import {
  createChannel,
  createCustomer,
  priceModels,
  startTestGateway,
  type TestCustomer,
} from "@/server/gateway/testing/site";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { contextOf, makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { readRequestBodies } from "../body/service";
import { makeLog } from "../testing/logs";
import { getRequestTimeline } from "./timeline";

const UPSTREAM_WORDS = /chn_|upstream-model|sk-…|req_mock/;

eachEngine("the story of a request", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let customer: TestCustomer;
  const ids: Record<"plain" | "bad" | "good" | "low" | "off", string> = {
    plain: "",
    bad: "",
    good: "",
    low: "",
    off: "",
  };

  beforeAll(async () => {
    const { db } = database;
    upstream = await startMockUpstream();
    const { url: baseUrl } = upstream;
    await makeDefaultGroup(db);
    const models = ["plain", "mock-500", "mock-400", "mock-stream-40-50"];
    ids.plain = await createChannel(db, { baseUrl, models, modelMapping: { plain: "upstream-model" } });
    const shared = ["shared"];
    ids.bad = await createChannel(db, { baseUrl, models: shared, keys: ["sk-mock-503"], priority: 9 });
    ids.good = await createChannel(db, { baseUrl, models: shared, priority: 5 });
    ids.low = await createChannel(db, { baseUrl, models: shared, priority: 1 });
    ids.off = await createChannel(db, { baseUrl, models: ["shared", "dark"], priority: 9 });
    await db.channel.update({ where: { id: ids.off }, data: { status: "auto_disabled" } });
    await createChannel(db, { baseUrl, models: ["vip-only"], group: "vip" });
    await priceModels(db, [...models, "shared", "dark"]);
    await db.channel.updateMany({ data: { isAutoBan: false } });
    customer = await createCustomer(db, 100_000_000n);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  const call = (input: ApiCall) => callApi(gateway.port, { key: customer.key, ...input });
  const logged = (id: string) =>
    vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });
  const asSupport = async (id: string) => {
    await logged(id);
    const { ctx } = await signedInAs(database.db, "support");
    return getRequestTimeline(ctx, { id });
  };
  const ownerContext = async () =>
    contextOf(database.db, await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } }));
  const text = (value: unknown) =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));

  test("served at once: channel, price, what was set aside, charged and given back, and its place in the ledger", async () => {
    const answer = await call({ body: chat("plain"), headers: { "user-agent": "story/1" } });
    const story = await asSupport(answer.requestId);
    expect(story).toMatchObject({
      cause: { code: "served_by", channel: ids.plain },
      customerCause: { code: "served" },
      stoppedAt: null,
      userAgent: "story/1",
      usageSource: "provider",
    });
    expect(story.keyHint).toBe(`${customer.key.slice(0, 7)}…`);
    expect(story.formula?.units).toBe(String(story.quota));
    expect(story.reservedQuota).toBe(story.quota + story.returnedQuota);
    expect(story.ledgerEntry?.amount).toBeLessThanOrEqual(-story.quota);
    expect(story.upstream?.calls).toMatchObject([{ channelId: ids.plain, upstreamId: "req_mock", method: "POST" }]);
    expect(story.upstream?.candidates).toMatchObject([{ channelId: ids.plain, fate: "served" }]);
  });

  test("served after a failure: every candidate says why it was taken or not", async () => {
    const answer = await call({ body: chat("shared") });
    expect(answer.status).toBe(200);
    const story = await asSupport(answer.requestId);
    expect(story.cause).toMatchObject({
      code: "served_after_failures",
      channel: ids.good,
      failedChannel: ids.bad,
      failedStatus: 503,
      tries: 2,
    });
    const fates = story.upstream?.candidates?.map(({ channelId, fate }) => [channelId, fate]);
    expect(fates).toEqual([
      [ids.bad, "failed"],
      [ids.good, "served"],
      [ids.low, "lower_priority"],
      [ids.off, "auto_disabled"],
    ]);
  });

  test("failed everywhere, and refused by the upstream for what was asked", async () => {
    const failed = await asSupport((await call({ body: chat("mock-500") })).requestId);
    expect(failed).toMatchObject({
      cause: { code: "all_failed", failedChannel: ids.plain, failedStatus: 500, tries: 1 },
      customerCause: { code: "no_answer" },
      stoppedAt: "attempts",
      quota: 0n,
    });
    const wrong = await asSupport((await call({ body: chat("mock-400") })).requestId);
    expect(wrong.cause.code).toBe("rejected_by_upstream");
  });

  test("a client that left", async () => {
    const leaving = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/v1/chat/completions`, {
      method: "POST",
      signal: leaving.signal,
      headers: { authorization: `Bearer ${customer.key}`, "content-type": "application/json" },
      body: JSON.stringify(chat("mock-stream-40-50", { stream: true })),
    });
    await answer.body?.getReader().read();
    leaving.abort();
    const story = await asSupport(answer.headers.get("x-request-id") ?? "");
    expect(story).toMatchObject({ cause: { code: "client_left" }, stoppedAt: null, isStream: true });
  });

  test.each<[string, ApiCall, string, string]>([
    ["no key", { key: "", body: chat("plain") }, "key_missing", "authentication"],
    ["a wrong key", { key: "sk-wrong-key-here", body: chat("plain") }, "key_unknown", "authentication"],
    ["no JSON", { body: "{" }, "request_invalid", "request"],
    ["no model", { body: { messages: [] } }, "request_invalid", "request"],
    ["an unknown model", { body: chat("nowhere") }, "model_unknown", "route"],
    ["a model that is switched off", { body: chat("dark") }, "model_switched_off", "route"],
  ])("refused for %s", async (_name, input, code, step) => {
    const { key, ...rest } = input;
    const answer = await callApi(gateway.port, key === "" ? rest : { key: customer.key, ...input });
    const story = await asSupport(answer.requestId);
    expect([story.cause.code, story.stoppedAt, story.quota]).toEqual([code, step, 0n]);
    // Which channels there are is nothing to tell a customer.
    expect(story.customerCause.code).toBe(step === "route" ? "model_unavailable" : code);
  });

  test("a model of another group: where it can be had now", async () => {
    const story = await asSupport((await call({ body: chat("vip-only") })).requestId);
    expect(story.cause.code).toBe("model_unknown");
    expect(story.upstream?.candidates).toEqual([]);
    expect(story.upstream?.elsewhere).toMatchObject([{ group: "vip", isEnabled: true }]);
  });

  test("refused for want of quota: how much was needed and there", async () => {
    const poor = await createCustomer(database.db, 3n);
    const story = await asSupport((await call({ key: poor.key, body: chat("plain") })).requestId);
    expect(story).toMatchObject({
      stoppedAt: "reservation",
      cause: { code: "quota_lacking", payer: "user", available: 3n },
      returnedQuota: 0n,
    });
    expect(story.cause.needed).toBe(story.reservedQuota);
    expect(story.upstream?.candidates).toMatchObject([{ fate: "not_asked" }]);
  });

  test("refused by a limit of requests: which one", async () => {
    await replaceSetting(database.db, "limits.requestsPerMinutePerToken", 1);
    await gateway.watch.check();
    const limited = await createCustomer(database.db, 1_000_000n);
    await call({ key: limited.key, body: chat("plain") });
    const story = await asSupport((await call({ key: limited.key, body: chat("plain") })).requestId);
    expect(story).toMatchObject({
      stoppedAt: "limits",
      cause: { code: "rate_limited", scope: "token", limit: 1 },
      refusal: { kind: "rate", scope: "token", perMinute: 1 },
    });
    await replaceSetting(database.db, "limits.requestsPerMinutePerToken", 0);
    await gateway.watch.check();
  });

  test("a request whose process ended, and one from before routes were noted", async () => {
    const recovered = await makeLog(database.db, {
      kind: "fail",
      outcome: "recovered",
      httpStatus: 500,
      errorCode: "process_ended",
      reservedQuota: 40n,
    });
    expect(await asSupport(recovered.id)).toMatchObject({ cause: { code: "recovered" }, returnedQuota: 40n });
    const old = await makeLog(database.db, { channelId: ids.plain });
    expect(await asSupport(old.id)).toMatchObject({ cause: { code: "served" }, upstream: { candidates: null } });
  });

  test("one that still runs is said to, to its owner and staff alone", async () => {
    const id = newId("req");
    await database.db.hold.create({
      data: {
        id,
        userId: customer.userId,
        amount: 7n,
        tokenAmount: 0n,
        model: "plain",
        ownerId: gateway.nodeId,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const reasonFor = async (role: "support" | "user") =>
      getRequestTimeline((await signedInAs(database.db, role)).ctx, { id }).catch((error) => error.reason);
    expect(await reasonFor("support")).toBe("inspect.still_running");
    expect(await reasonFor("user")).toBe("common.not_found");
    await database.db.hold.delete({ where: { id } });
  });

  test("its owner sees no channel, no upstream and no key of ours; nobody else sees anything", async () => {
    const answer = await call({ body: chat("plain") });
    await logged(answer.requestId);
    const own = await getRequestTimeline(await ownerContext(), { id: answer.requestId });
    expect(own).toMatchObject({ upstream: null, cause: { code: "served" } });
    expect(own.keyHint).toBe(`${customer.key.slice(0, 7)}…${customer.key.slice(-4)}`);
    expect(text(own)).not.toMatch(UPSTREAM_WORDS);
    const other = await signedInAs(database.db, "user");
    await expect(getRequestTimeline(other.ctx, { id: answer.requestId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("bodies: one's own at once, others' for a reason that is written down, and not for everybody", async () => {
    await replaceSetting(database.db, "logs.keepBodies", "all");
    await gateway.watch.check();
    const { requestId: id, text: response } = await call({ body: chat("plain") });
    await gateway.bodies.flush();
    await replaceSetting(database.db, "logs.keepBodies", "off");
    await gateway.watch.check();
    await logged(id);
    const owner = await ownerContext();
    expect(await getRequestTimeline(owner, { id })).toMatchObject({ body: { access: "own" } });
    expect(await readRequestBodies(owner, { id })).toMatchObject({ request: JSON.stringify(chat("plain")), response });

    const { ctx: support } = await signedInAs(database.db, "support");
    expect(await getRequestTimeline(support, { id })).toMatchObject({ body: { access: "with_reason" } });
    await expect(readRequestBodies(support, { id })).rejects.toMatchObject({ reason: "inspect.reason_needed" });
    const looks = () => database.db.auditEvent.findMany({ where: { action: "log.readBody", targetId: id } });
    expect(await looks()).toEqual([]);
    for (const reason of ["ticket 1", "ticket 2"]) await readRequestBodies(support, { id, reason });
    expect((await looks()).map(({ reason }) => reason).sort()).toEqual(["ticket 1", "ticket 2"]);

    const { ctx: operator } = await signedInAs(database.db, "operator");
    await expect(readRequestBodies(operator, { id, reason: "curious" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { ctx: stranger } = await signedInAs(database.db, "user");
    await expect(readRequestBodies(stranger, { id, reason: "curious" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await looks()).toHaveLength(2);
  });
});
