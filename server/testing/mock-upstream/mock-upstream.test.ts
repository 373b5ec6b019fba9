import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, Provider, ProviderRoute } from "@/server/providers/contract";
import { listProviders } from "@/server/providers/registry";
import { assemble, makeTarget, readStream } from "@/server/providers/testing/fixture";
import { startFixedUpstream } from "./fixed-server";
import { type MockUpstream, startMockUpstream } from "./server";

let upstream: MockUpstream;
const dispatcher = new Agent({ headersTimeout: 300, bodyTimeout: 300 });
beforeAll(async () => {
  upstream = await startMockUpstream();
});
afterAll(async () => {
  await dispatcher.destroy();
  await upstream.close();
});

const targetOf = (provider: Provider, upstreamModel: string, key = "sk-good-key") =>
  makeTarget({ baseUrl: upstream.url, key, upstreamModel, settings: provider.settingsSchema.parse({}) as JsonObject });

async function send(route: ProviderRoute, body?: string) {
  const response = await request(route.url, { method: route.method, headers: route.headers, body, dispatcher });
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes: Buffer.from(await response.body.arrayBuffer()),
  };
}

type Asked = { endpoint?: "chat" | "embeddings"; isStream?: boolean; key?: string; body?: JsonObject };

function ask(provider: Provider, model: string, { endpoint = "chat", isStream = false, key, body = {} }: Asked = {}) {
  const target = targetOf(provider, model, key);
  const full = { model, messages: [{ role: "user", content: "hello there" }], ...body };
  const built = provider.buildRequest({ endpoint, target, body: full, isStream });
  return send(built, built.body);
}

const providers = listProviders().map((provider) => [provider.id, provider] as const);

describe.each(providers)("through the %s adapter the fake upstream", (_id, provider) => {
  const parse = (bytes: Buffer, request: JsonObject = {}, endpoint: "chat" | "embeddings" = "chat") =>
    provider.parseResponse({ endpoint, json: JSON.parse(bytes.toString()), model: "asked", request });

  it("answers a chat with an echo and its usage", async () => {
    const { status, bytes } = await ask(provider, "some-model");
    expect(status).toBe(200);
    const { body, usage } = parse(bytes);
    expect(body.choices).toMatchObject([
      { message: { content: "some-model heard: hello there" }, finish_reason: "stop" },
    ]);
    expect(usage).toMatchObject({ cachedTokens: 0, completionTokens: 4 });
    expect(usage?.promptTokens).toBeGreaterThan(0);
  });

  it("streams the same answer, whole and finished", async () => {
    const { bytes } = await ask(provider, "some-model", { isStream: true });
    const parser = provider.createStreamParser({ endpoint: "chat", model: "asked", includeUsage: true });
    expect(assemble(readStream(parser, [bytes]))).toMatchObject({
      content: "some-model heard: hello there",
      finish: "stop",
      usage: { completion_tokens: 4 },
    });
    expect(parser.isFinished()).toBe(true);
  });

  it("calls a tool, streamed or not", async () => {
    const body = {
      tools: [{ type: "function", function: { name: "look_up", parameters: { type: "object", properties: {} } } }],
    };
    const whole = parse((await ask(provider, "mock-tool", { body })).bytes).body;
    expect(whole.choices).toMatchObject([
      { finish_reason: "tool_calls", message: { tool_calls: [{ function: { name: "look_up" } }] } },
    ]);
    const { bytes } = await ask(provider, "mock-tool", { body, isStream: true });
    const parser = provider.createStreamParser({ endpoint: "chat", model: "asked", includeUsage: false });
    const { tools, finish } = assemble(readStream(parser, [bytes]));
    expect(tools).toMatchObject([{ name: "look_up" }]);
    expect(JSON.parse(tools[0]?.arguments ?? "")).toEqual({ city: "Kathmandu", note: "hello there" });
    expect(finish).toBe("tool_calls");
  });

  it("counts a long prompt as partly cached and keeps to the limit of tokens", async () => {
    const { bytes } = await ask(provider, "mock-long-50", {
      body: { max_tokens: 7, messages: [{ role: "user", content: "x".repeat(8000) }] },
    });
    const { body, usage } = parse(bytes);
    expect(body.choices).toMatchObject([{ finish_reason: "length" }]);
    expect(usage?.cachedTokens).toBeGreaterThan(512);
    expect(usage?.completionTokens).toBe(7);
  });

  it("lists models", async () => {
    const { bytes } = await send(provider.modelsRequest(targetOf(provider, "")));
    expect(provider.parseModels(JSON.parse(bytes.toString()))).toContain("gpt-4o-mini");
  });

  it.each([
    ["mock-401", 401, "key", true, true],
    ["mock-429", 429, "upstream", false, true],
    ["mock-error-500", 500, "upstream", false, true],
    ["mock-400", 400, "client", false, false],
    ["mock-404", 404, "channel", false, true],
    ["mock-html", 502, "upstream", false, true],
    ["mock-redirect", 307, "channel", false, true],
  ])("fails as %s says, in the vendor's format", async (model, status, fault, isKeyDead, retryable) => {
    const answer = await ask(provider, model);
    const error = provider.mapError({
      status: answer.status,
      body: answer.bytes.toString(),
      headers: answer.headers,
      target: targetOf(provider, model),
    });
    expect(error).toMatchObject({ status, fault, isKeyDead, retryable });
  });

  it("fails for one key and not for another", async () => {
    expect((await ask(provider, "some-model", { key: "sk-mock-503" })).status).toBe(503);
    expect((await ask(provider, "mock-503", { key: "sk-good-key" })).status).toBe(503);
    expect((await ask(provider, "some-model")).status).toBe(200);
  });

  it("leaves a stream unfinished when it breaks off", async () => {
    for (const model of ["mock-die-midstream", "mock-error-midstream", "mock-garbage-midstream"]) {
      const target = targetOf(provider, model);
      const body = { messages: [{ role: "user", content: "one two three four" }] };
      const built = provider.buildRequest({ endpoint: "chat", target, body, isStream: true });
      const response = await request(built.url, {
        method: "POST",
        headers: built.headers,
        body: built.body,
        dispatcher,
      });
      const parser = provider.createStreamParser({ endpoint: "chat", model, includeUsage: true });
      const pieces: Buffer[] = [];
      try {
        for await (const piece of response.body) pieces.push(piece as Buffer);
      } catch (error) {
        expect(model).toBe("mock-die-midstream");
        expect(error).toBeInstanceOf(Error);
      }
      readStream(parser, pieces);
      expect(parser.isFinished()).toBe(false);
      expect(parser.error() !== null).toBe(model === "mock-error-midstream");
    }
  });

  it("may answer without usage, or with garbage", async () => {
    expect(parse((await ask(provider, "mock-no-usage")).bytes).usage).toBeNull();
    expect(parse((await ask(provider, "mock-empty")).bytes).body.choices).toMatchObject([{ message: { content: "" } }]);
    expect((await ask(provider, "mock-garbage")).bytes.toString()).toContain("<<<");
    expect((await ask(provider, "mock-nothing")).bytes.length).toBe(0);
  });
});

describe.each(providers.filter(([, provider]) => provider.endpoints.includes("embeddings")))(
  "embeddings through %s",
  (_id, provider) => {
    it.each([undefined, "base64"])("come in the encoding asked for: %s", async (encoding_format) => {
      const body = { input: ["a", "b"], dimensions: 4, encoding_format };
      const { bytes } = await ask(provider, "text-embedding-3-small", { endpoint: "embeddings", body });
      const { data } = provider.parseResponse({
        endpoint: "embeddings",
        json: JSON.parse(bytes.toString()),
        model: "e",
        request: body,
      }).body as {
        data: { embedding: number[] | string }[];
      };
      expect(
        data.map(({ embedding }) =>
          typeof embedding === "string" ? Buffer.from(embedding, "base64").length / 4 : embedding.length,
        ),
      ).toEqual([4, 4]);
    });
  },
);

describe("the fake upstream", () => {
  const [openAi] = listProviders();
  if (!openAi) throw new Error("no provider");

  it("can hang, die and be slow", async () => {
    await expect(ask(openAi, "mock-hang")).rejects.toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
    await expect(ask(openAi, "mock-die")).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
    await expect(ask(openAi, "mock-hang-midstream", { isStream: true })).rejects.toMatchObject({
      code: "UND_ERR_BODY_TIMEOUT",
    });
    const startedAt = performance.now();
    await ask(openAi, "mock-slow-60");
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it("can leave out [DONE], and fails every n-th time", async () => {
    expect((await ask(openAi, "mock-no-done", { isStream: true })).bytes.toString()).not.toContain("[DONE]");
    const statuses = [];
    for (let at = 0; at < 4; at++) statuses.push((await ask(openAi, "mock-flaky-2")).status);
    expect(statuses.filter((status) => status === 500).length).toBe(2);
  });

  it("sends exactly the chunks and the fixed bytes it is asked for", async () => {
    const { bytes } = await ask(openAi, "mock-stream-5-1", { isStream: true });
    expect(bytes.toString().match(/"content":"[^"]/g)?.length).toBe(5);
    const [first, second] = [await ask(openAi, "mock-fixed"), await ask(openAi, "mock-fixed")];
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect((await ask(openAi, "mock-fixed", { isStream: true })).bytes.toString()).toContain("data: [DONE]");
  });

  it("remembers what it was asked, and who left early", async () => {
    await ask(openAi, "some-model");
    expect(upstream.requests.at(-1)).toMatchObject({ method: "POST", url: "/v1/chat/completions", isAborted: false });
    expect(upstream.requests.at(-1)?.body).toContain("hello there");
    await expect(ask(openAi, "mock-hang")).rejects.toBeInstanceOf(Error);
    await expect.poll(() => upstream.requests.at(-1)?.isAborted).toBe(true);
  });

  it("knows no other path and no broken JSON", async () => {
    expect((await request(`${upstream.url}/nowhere`, { dispatcher })).statusCode).toBe(404);
    expect(
      (await request(`${upstream.url}/v1/chat/completions`, { method: "POST", body: "{", dispatcher })).statusCode,
    ).toBe(400);
  });

  it("has a bare form for measuring, with the same answers", async () => {
    const fixed = await startFixedUpstream({ intervalMs: 1 });
    const post = async (body: string) => {
      const response = await request(`${fixed.url}/v1/chat/completions`, { method: "POST", body, dispatcher });
      return Buffer.from(await response.body.arrayBuffer());
    };
    expect((await post("{}")).equals((await ask(openAi, "mock-fixed")).bytes)).toBe(true);
    expect((await post("x".repeat(200_000))).length).toBeGreaterThan(500);
    expect((await post('{"stream":true}')).equals((await ask(openAi, "mock-fixed", { isStream: true })).bytes)).toBe(
      true,
    );
    await fixed.close();
  });
});
