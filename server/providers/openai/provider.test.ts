import { describe, expect, it } from "vitest";
import { assemble, makeTarget, readFixture, readJsonFixture, readStream } from "../testing/fixture";
import { openAiProvider } from "./provider";

const target = makeTarget({ baseUrl: "https://api.openai.com", organization: "org-1", upstreamModel: "gpt-4o" });
const body = { model: "alias", messages: [{ role: "user", content: "hi" }], some_new_field: { a: 1 } };

describe("a request to an OpenAI-compatible upstream", () => {
  it("goes to the endpoint with the channel's key, uncompressed", () => {
    expect(openAiProvider.buildRoute({ endpoint: "chat", target, isStream: true })).toEqual({
      method: "POST",
      url: "https://api.openai.com/v1/chat/completions",
      headers: {
        authorization: "Bearer sk-test-0123456789",
        "openai-organization": "org-1",
        "content-type": "application/json",
        accept: "text/event-stream",
        "accept-encoding": "identity",
      },
    });
  });

  it("keeps every field but the model's name", () => {
    const { body: sent } = openAiProvider.buildRequest({ endpoint: "chat", target, body, isStream: false });
    expect(JSON.parse(sent)).toEqual({ ...body, model: "gpt-4o" });
  });

  it("asks for usage in streams, unless the upstream refuses the question", () => {
    const asked = openAiProvider.buildRequest({
      endpoint: "chat",
      target,
      body: { ...body, stream: true, stream_options: { x: 1 } },
      isStream: true,
    });
    expect(JSON.parse(asked.body)).toMatchObject({ stream: true, stream_options: { x: 1, include_usage: true } });
    const old = makeTarget({ settings: { omitStreamOptions: true } });
    const silent = openAiProvider.buildRequest({
      endpoint: "chat",
      target: old,
      body: { ...body, stream_options: {} },
      isStream: true,
    });
    expect(JSON.parse(silent.body)).not.toHaveProperty("stream_options");
  });

  it("carries no authorization where there is no key, and no version where the address is complete", () => {
    const local = makeTarget({
      key: "",
      baseUrl: "https://models.github.ai/inference",
      settings: { isBaseUrlComplete: true },
    });
    const route = openAiProvider.buildRoute({ endpoint: "embeddings", target: local, isStream: false });
    expect(route.url).toBe("https://models.github.ai/inference/embeddings");
    expect(route.headers).not.toHaveProperty("authorization");
  });
});

describe("an answer of an OpenAI-compatible upstream", () => {
  it("stays as it is, and its usage is read", () => {
    const json = readJsonFixture("openai", "chat.response.json");
    const parsed = openAiProvider.parseResponse({ endpoint: "chat", json, model: "alias", request: body });
    expect(parsed.body).toBe(json);
    expect(parsed.usage).toEqual({ promptTokens: 1519, cachedTokens: 1408, completionTokens: 10 });
  });

  it.each([null, "text", { choices: {} }, { error: { message: "x" } }])("%j is none", (json) => {
    expect(() => openAiProvider.parseResponse({ endpoint: "chat", json, model: "m", request: body })).toThrow(
      /no choices/,
    );
  });

  it("streams as it is; the usage chunk only to who asked for it", () => {
    const bytes = readFixture("openai", "chat.stream.sse");
    for (const includeUsage of [true, false]) {
      const parser = openAiProvider.createStreamParser({ endpoint: "chat", model: "alias", includeUsage });
      const chunks = readStream(parser, [bytes]);
      expect(assemble(chunks)).toMatchObject({ content: '你好, "usage": {"prompt_tokens":9} 🌍!', finish: "stop" });
      expect(chunks.length).toBe(includeUsage ? 5 : 4);
      expect(parser.isFinished()).toBe(true);
      expect(parser.usage()).toEqual({ promptTokens: 19, cachedTokens: 0, completionTokens: 10 });
      expect(parser.contentChars()).toBe('你好, "usage": {"prompt_tokens":9} 🌍!'.length);
    }
  });

  it("is not finished without [DONE], and an error inside it is seen", () => {
    const parser = openAiProvider.createStreamParser({ endpoint: "chat", model: "m", includeUsage: false });
    expect(parser.feed({ data: '{"error":{"message":"overloaded","type":"server_error","code":"x"}}' })).toEqual([]);
    expect(parser.isFinished()).toBe(false);
    expect(parser.error()).toEqual({ code: "x", type: "server_error", message: "overloaded" });
    expect(parser.feed({ data: "<garbage>" })).toEqual([]);
  });
});

describe("the model list", () => {
  it("is asked for with the key and read from both shapes, without doubles", () => {
    expect(openAiProvider.modelsRequest(target)).toMatchObject({
      method: "GET",
      url: "https://api.openai.com/v1/models",
      headers: { authorization: "Bearer sk-test-0123456789" },
    });
    expect(
      openAiProvider.parseModels({ object: "list", data: [{ id: "b" }, { id: "a" }, { id: "b" }, { id: 7 }, null] }),
    ).toEqual(["a", "b"]);
    expect(openAiProvider.parseModels([{ id: "x" }])).toEqual(["x"]);
    expect(openAiProvider.parseModels("<html>")).toEqual([]);
  });
});
