import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../contract";
import { assemble, cutAt, makeTarget, readFixture, readJsonFixture, readStream } from "../testing/fixture";
import { geminiProvider } from "./provider";

const settings = { apiVersion: "v1beta", safetyThreshold: "" };
const target = makeTarget({
  baseUrl: "https://generativelanguage.googleapis.com",
  upstreamModel: "gemini-2.5-flash",
  settings,
});
const ask = (body: JsonObject, part: Partial<typeof target> = {}) =>
  JSON.parse(
    geminiProvider.buildRequest({ endpoint: "chat", target: { ...target, ...part }, body, isStream: false }).body,
  ) as JsonObject;
const messages = [{ role: "user", content: "hi" }];

describe("a request to Gemini", () => {
  it("is the same conversation in its words", () => {
    expect(ask(readJsonFixture("gemini", "conversation.request.json"))).toEqual(
      readJsonFixture("gemini", "conversation.upstream.json"),
    );
  });

  it.each([
    ["chat", false, "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"],
    [
      "chat",
      true,
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    ],
    [
      "embeddings",
      false,
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:batchEmbedContents",
    ],
  ] as const)("for %s (stream: %s) goes to its method, the key in a header", (endpoint, isStream, url) => {
    for (const upstreamModel of ["gemini-2.5-flash", "models/gemini-2.5-flash"]) {
      const route = geminiProvider.buildRoute({ endpoint, target: { ...target, upstreamModel }, isStream });
      expect(route.url).toBe(url);
      expect(route.headers["x-goog-api-key"]).toBe("sk-test-0123456789");
    }
  });

  it("takes the address of Google's OpenAI surface for the native one beside it", () => {
    const pasted = { ...target, baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai/" };
    expect(geminiProvider.buildRoute({ endpoint: "chat", target: pasted, isStream: false }).url).toBe(
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent",
    );
  });

  it("asks for JSON, thinking and safety where they are wanted", () => {
    const schema = { type: "object" };
    const body = {
      messages,
      reasoning_effort: "low",
      response_format: { type: "json_schema", json_schema: { schema } },
    };
    expect(ask(body, { settings: { safetyThreshold: "BLOCK_NONE" } })).toMatchObject({
      generationConfig: {
        responseMimeType: "application/json",
        responseJsonSchema: schema,
        thinkingConfig: { thinkingBudget: 1024 },
      },
      safetySettings: expect.arrayContaining([{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }]),
    });
    expect(ask(body, { upstreamModel: "gemini-3-pro-preview" })).toMatchObject({
      generationConfig: { thinkingConfig: { thinkingLevel: "low" } },
    });
    expect(ask(body, { upstreamModel: "gemini-2.0-flash" }).generationConfig).not.toHaveProperty("thinkingConfig");
  });

  it("brings a thought signature back, and says so when the client lost it", () => {
    const call = { id: "c", type: "function", function: { name: "f", arguments: "{}" } };
    const kept = { ...call, extra_content: { google: { thought_signature: "SIG" } } };
    const turn = (...tool_calls: JsonObject[]) =>
      ask({ messages: [...messages, { role: "assistant", tool_calls }] }, { upstreamModel: "gemini-3-pro" }).contents;
    expect(turn(kept, call)).toMatchObject([
      {},
      { parts: [{ thoughtSignature: "SIG" }, expect.not.objectContaining({ thoughtSignature: expect.anything() })] },
    ]);
    expect(turn(call)).toMatchObject([{}, { parts: [{ thoughtSignature: "skip_thought_signature_validator" }] }]);
  });

  it("embeds one text or many in one call, and refuses tokens", () => {
    const embed = (input: unknown, rest: JsonObject = {}) =>
      JSON.parse(
        geminiProvider.buildRequest({
          endpoint: "embeddings",
          target: { ...target, upstreamModel: "gemini-embedding-001" },
          body: { input, ...rest },
          isStream: false,
        }).body,
      ) as JsonObject;
    const request = (text: string) => ({ model: "models/gemini-embedding-001", content: { parts: [{ text }] } });
    expect(embed("a")).toEqual({ requests: [request("a")] });
    expect(embed(["a", "b"], { dimensions: 3 })).toEqual({
      requests: [
        { ...request("a"), outputDimensionality: 3 },
        { ...request("b"), outputDimensionality: 3 },
      ],
    });
    expect(() => embed([1, 2])).toThrow(/Token arrays/);
    expect(() => embed([])).toThrow(/input/);
  });

  it("has no completions", () => {
    expect(() => geminiProvider.buildRoute({ endpoint: "completions", target, isStream: false })).toThrow(
      /completions/,
    );
  });
});

describe("usage of Gemini", () => {
  it("tells sound and pictures of the prompt, and sound of the answer, apart", () => {
    const usageMetadata = {
      promptTokenCount: 300,
      candidatesTokenCount: 90,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 40 },
        { modality: "AUDIO", tokenCount: 200 },
        { modality: "IMAGE", tokenCount: 60 },
      ],
      candidatesTokensDetails: [{ modality: "AUDIO", tokenCount: 90 }, { modality: "AUDIO" }, null],
    };
    expect(geminiProvider.parseUsage({ usageMetadata })).toEqual({
      promptTokens: 300,
      cachedTokens: 0,
      completionTokens: 90,
      special: { audioInput: 200, imageInput: 60, audioOutput: 90 },
    });
  });
});

describe("an answer of Gemini", () => {
  it("becomes a completion; thoughts are counted as output", () => {
    const json = readJsonFixture("gemini", "generate.response.json");
    const { body, usage } = geminiProvider.parseResponse({ endpoint: "chat", json, model: "flash", request: {} });
    expect(usage).toEqual({ promptTokens: 2110, cachedTokens: 1792, completionTokens: 78 });
    expect(body).toMatchObject({
      model: "flash",
      choices: [
        {
          finish_reason: "tool_calls",
          message: {
            content: "Checking.",
            reasoning_content: "Considering the weather",
            tool_calls: [
              {
                id: "call_mAm3aL7bF8qwkdUP3vS9sAE_0_0",
                function: { name: "get_weather", arguments: '{"city":"Kathmandu"}' },
                extra_content: { google: { thought_signature: "CpcBAdHtim9k" } },
              },
            ],
          },
        },
      ],
    });
  });

  it("that refuses the prompt is an empty, filtered one", () => {
    const { body, usage } = geminiProvider.parseResponse({
      endpoint: "chat",
      json: readJsonFixture("gemini", "blocked.response.json"),
      model: "m",
      request: {},
    });
    expect(body.choices).toMatchObject([{ finish_reason: "content_filter", message: { content: "" } }]);
    expect(usage).toEqual({ promptTokens: 12, cachedTokens: 0, completionTokens: 0 });
  });

  it.each([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["SAFETY", "content_filter"],
    ["RECITATION", "content_filter"],
    ["PROHIBITED_CONTENT", "content_filter"],
    ["MALFORMED_FUNCTION_CALL", "stop"],
  ])("that ends with %s finishes with %s", (finishReason, finish_reason) => {
    const json = { candidates: [{ content: { parts: [] }, finishReason }] };
    expect(
      geminiProvider.parseResponse({ endpoint: "chat", json, model: "m", request: {} }).body.choices,
    ).toMatchObject([{ finish_reason }]);
  });

  it("that holds a picture gives it as a data URL", () => {
    const json = {
      candidates: [
        { content: { parts: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }] }, finishReason: "STOP" },
      ],
    };
    const { body } = geminiProvider.parseResponse({ endpoint: "chat", json, model: "m", request: {} });
    expect(body.choices).toMatchObject([
      { message: { images: [{ image_url: { url: "data:image/png;base64,AAAA" } }] } },
    ]);
  });

  it("that is none is refused", () => {
    expect(() => geminiProvider.parseResponse({ endpoint: "chat", json: {}, model: "m", request: {} })).toThrow(
      /no candidates/,
    );
    expect(() => geminiProvider.parseResponse({ endpoint: "embeddings", json: {}, model: "m", request: {} })).toThrow(
      /no embeddings/,
    );
  });

  it("gives embeddings in the encoding the client asked for", () => {
    const json = { embeddings: [{ values: [0.5, -1] }] };
    const parse = (request: JsonObject) =>
      geminiProvider.parseResponse({ endpoint: "embeddings", json, model: "e", request }).body.data;
    expect(parse({})).toEqual([{ object: "embedding", index: 0, embedding: [0.5, -1] }]);
    const [coded] = parse({ encoding_format: "base64" }) as { embedding: string }[];
    const bytes = Buffer.from(coded?.embedding ?? "", "base64");
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.5, -1]);
  });
});

describe("a stream of Gemini", () => {
  const bytes = readFixture("gemini", "tools.stream.sse");
  const read = (pieces: Buffer[], includeUsage = true) => {
    const parser = geminiProvider.createStreamParser({ endpoint: "chat", model: "flash", includeUsage });
    return { answer: assemble(readStream(parser, pieces)), parser };
  };

  it("becomes OpenAI's chunks", () => {
    const { answer, parser } = read([bytes]);
    expect(answer).toEqual({
      role: "assistant",
      content: "नमस्ते",
      reasoning: "Thinking aloud",
      tools: [{ id: "call_r-1_0_0", name: "get_weather", arguments: '{"city":"Pokhara"}' }],
      finish: "tool_calls",
      usage: { prompt_tokens: 8, completion_tokens: 44, total_tokens: 52, prompt_tokens_details: { cached_tokens: 0 } },
    });
    expect(parser.isFinished()).toBe(true);
    expect(read([bytes], false).answer.usage).toBeNull();
  });

  it("is finished only when its candidate says why it ended", () => {
    const { parser, answer } = read([bytes.subarray(0, bytes.lastIndexOf("data: "))]);
    expect(parser.isFinished()).toBe(false);
    expect(answer.usage).toBeNull();
    expect(parser.usage()).toEqual({ promptTokens: 8, cachedTokens: 0, completionTokens: 41 });
  });

  it("that refuses the prompt ends filtered; one that fails is not finished", () => {
    const { answer, parser } = read([
      Buffer.from(`data: ${readFixture("gemini", "blocked.response.json").toString().replaceAll("\n", " ")}\n\n`),
    ]);
    expect(answer).toMatchObject({ finish: "content_filter", content: "" });
    expect(parser.isFinished()).toBe(true);
    const failed = read([
      Buffer.from('data: {"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}\n\n'),
    ]).parser;
    expect(failed.isFinished()).toBe(false);
    expect(failed.error()).toEqual({ code: "UNAVAILABLE", type: "UNAVAILABLE", message: "overloaded" });
  });

  it("means the same however its bytes are cut", () => {
    const whole = read([bytes]).answer;
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 25 }), (places) => {
        expect(read(cutAt(bytes, places)).answer).toEqual(whole);
      }),
    );
  });
});

describe("a failure of Gemini", () => {
  const map = (status: number, body: string) => geminiProvider.mapError({ status, body, headers: {}, target });

  it("is the key's when the key is not valid, whatever the status", () => {
    expect(map(400, readFixture("gemini", "key.error.json").toString())).toMatchObject({
      code: "invalid_api_key",
      fault: "key",
      isKeyDead: true,
    });
    expect(map(403, '{"error":{"status":"PERMISSION_DENIED","message":"no"}}')).toMatchObject({
      fault: "key",
      isKeyDead: true,
    });
  });

  it("of the quota says when to come back and names no host", () => {
    const error = map(429, `[${readFixture("gemini", "quota.error.json").toString()}]`);
    expect(error).toMatchObject({ fault: "upstream", retryable: true, isKeyDead: false, retryAfterMs: 17_500 });
    expect(error.message).not.toContain("googleapis.com");
  });

  it("of the place is the channel's", () => {
    expect(
      map(
        400,
        '{"error":{"status":"FAILED_PRECONDITION","message":"User location is not supported for the API use."}}',
      ),
    ).toMatchObject({ fault: "channel", retryable: true });
  });

  it("of the request is the client's", () => {
    expect(map(400, '{"error":{"status":"INVALID_ARGUMENT","message":"bad"}}')).toMatchObject({
      fault: "client",
      retryable: false,
    });
  });
});

it("Gemini's models are those that answer or embed", () => {
  expect(geminiProvider.parseModels(readJsonFixture("gemini", "models.response.json"))).toEqual([
    "gemini-2.5-flash",
    "gemini-embedding-001",
  ]);
});
