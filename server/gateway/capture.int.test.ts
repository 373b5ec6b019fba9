import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { replaceSetting } from "@/server/testing/setting";
import { unpackBody } from "@/server/usage/body/codec";
import { readRouteFact } from "@/server/usage/inspector/route-fact";
import type { RunningGateway } from "./start";
import { type ApiCall, callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const MODELS = ["gpt-test", "mock-500", "mock-long-400", "mock-stream-40-50"];

eachEngine("what the gateway keeps of a request", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let customer: TestCustomer;
  let channelId: string;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    await database.db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default" },
      update: {},
    });
    channelId = await createChannel(database.db, { baseUrl: upstream.url, models: MODELS });
    await priceModels(database.db, [...MODELS, "off"]);
    customer = await createCustomer(database.db, 100_000_000n);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  const call = (input: ApiCall) => callApi(gateway.port, { key: customer.key, ...input });
  const logOf = (id: string) =>
    vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });
  const factOf = async (id: string | null) => (id === null ? null : database.db.logFact.findUnique({ where: { id } }));
  const bodyOf = async (requestId: string) => {
    await gateway.bodies.flush();
    const row = await database.db.logBody.findUnique({ where: { requestId } });
    const text = async (bytes: Uint8Array | null | undefined) => (bytes ? unpackBody(bytes, 1_000_000) : null);
    return row ? { row, request: await text(row.request), response: await text(row.response) } : null;
  };
  const set = async (key: "logs.keepBodies" | "logs.bodyLimitKib", value: string | number) => {
    await replaceSetting(database.db, key, value as never);
    await gateway.watch.check();
  };

  it("names route and program of a served request, and stores each once", async () => {
    const headers = { "user-agent": `test-program/${database.engine}` };
    const [first, second] = [
      await call({ body: chat("gpt-test"), headers }),
      await call({ body: chat("gpt-test"), headers }),
    ];
    const log = await logOf(first.requestId);
    expect(await factOf(log.userAgentId)).toMatchObject({ kind: "user_agent", content: headers["user-agent"] });
    const route = readRouteFact((await factOf(log.routeId))?.content ?? "");
    expect(route?.tiers).toEqual([{ priority: 0, channels: [{ id: channelId, weight: 1 }] }]);
    expect(await logOf(second.requestId)).toMatchObject({ routeId: log.routeId, userAgentId: log.userAgentId });
    expect(await database.db.logFact.count({ where: { content: headers["user-agent"] } })).toBe(1);
  });

  it("says of a refused request which channels were left out", async () => {
    const off = await createChannel(database.db, { baseUrl: upstream.url, models: ["off"] });
    await database.db.channel.update({ where: { id: off }, data: { status: "auto_disabled" } });
    await bumpStateVersion(systemContext("test"), "supply");
    await gateway.watch.check();
    const answer = await call({ body: chat("off") });
    expect(answer.status).toBe(404);
    const log = await logOf(answer.requestId);
    const route = readRouteFact((await factOf(log.routeId))?.content ?? "");
    expect(route).toEqual({ tiers: [], leftOut: [{ id: off, reason: "auto_disabled" }] });
  });

  it("keeps what the upstream calls the request: by its head, else by the answer", async () => {
    const idOf = async (requestId: string) => {
      await logOf(requestId);
      return (await database.db.attempt.findFirstOrThrow({ where: { requestId } })).upstreamId;
    };
    const plain = await call({ body: chat("gpt-test") });
    expect(await idOf(plain.requestId)).toBe("req_mock");
    const stream = await call({ body: chat("gpt-test", { stream: true }) });
    expect(await idOf(stream.requestId)).toBe(JSON.parse(stream.events[0] ?? "{}").id);
  });

  it("keeps no bodies as it comes", async () => {
    const answer = await call({ body: chat("gpt-test") });
    await logOf(answer.requestId);
    expect(await bodyOf(answer.requestId)).toBeNull();
  });

  it("keeps the bodies of failures alone where the operator says so", async () => {
    await set("logs.keepBodies", "errors");
    const [served, failed] = [await call({ body: chat("gpt-test") }), await call({ body: chat("mock-500") })];
    expect(await bodyOf(served.requestId)).toBeNull();
    const body = await bodyOf(failed.requestId);
    expect(body).toMatchObject({ request: JSON.stringify(chat("mock-500")), response: failed.text });
    expect(body?.row).toMatchObject({ userId: customer.userId, isCut: false });
  });

  it("keeps questions and answers, streams as they went out, with keys masked", async () => {
    await set("logs.keepBodies", "all");
    const plain = await call({ body: chat("gpt-test", { note: "my key is sk-abcdefgh12345678" }) });
    const kept = await bodyOf(plain.requestId);
    expect(kept?.response).toBe(plain.text);
    expect(JSON.parse(kept?.request ?? "{}").note).toBe("my key is ***");
    const stream = await call({ body: chat("gpt-test", { stream: true }) });
    expect((await bodyOf(stream.requestId))?.response).toBe(stream.text);
  });

  it("cuts what is longer than the limit, and says how long it was", async () => {
    await set("logs.keepBodies", "all");
    await set("logs.bodyLimitKib", 1);
    const answer = await call({ body: chat("mock-long-400") });
    const body = await bodyOf(answer.requestId);
    expect(body?.response).toBe(answer.text.slice(0, 1_024));
    expect(body?.row).toMatchObject({ isCut: true, responseBytes: Buffer.byteLength(answer.text) });
    await set("logs.bodyLimitKib", 64);
  });

  it("keeps what a client was sent that left in the middle", async () => {
    await set("logs.keepBodies", "all");
    const leaving = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/v1/chat/completions`, {
      method: "POST",
      signal: leaving.signal,
      headers: { authorization: `Bearer ${customer.key}`, "content-type": "application/json" },
      body: JSON.stringify(chat("mock-stream-40-50", { stream: true })),
    });
    const requestId = answer.headers.get("x-request-id") ?? "";
    const first = await answer.body?.getReader().read();
    leaving.abort();
    expect(await logOf(requestId)).toMatchObject({ outcome: "client_gone" });
    const body = await vi.waitFor(async () => {
      const found = await bodyOf(requestId);
      if (!found) throw new Error("not written yet");
      return found;
    });
    expect(body.response).toContain(Buffer.from(first?.value ?? []).toString("utf8"));
    expect(body.response).not.toContain("[DONE]");
  });

  it("keeps nothing of a wrong key's request but what it was answered", async () => {
    await set("logs.keepBodies", "errors");
    const answer = await call({ key: "sk-wrong", body: chat("gpt-test") });
    expect(await bodyOf(answer.requestId)).toMatchObject({ request: null, response: answer.text });
    await set("logs.keepBodies", "off");
  });
});
