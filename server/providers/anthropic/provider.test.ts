import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../contract";
import { assemble, cutAt, makeTarget, readFixture, readJsonFixture, readStream } from "../testing/fixture";
import { traitsOf } from "./model-traits";
import { anthropicProvider } from "./provider";

const settings = { apiVersion: "2023-06-01", beta: "", tokensMaxDefault: 4096 };
const target = makeTarget({ baseUrl: "https://api.anthropic.com", upstreamModel: "claude-sonnet-4-5", settings });
const ask = (body: JsonObject, upstreamModel = "claude-sonnet-4-5") =>
  JSON.parse(
    anthropicProvider.buildRequest({ endpoint: "chat", target: { ...target, upstreamModel }, body, isStream: false })
      .body,
  ) as JsonObject;
const messages = [{ role: "user", content: "hi" }];

describe("a request to Anthropic", () => {
  it("is the same conversation in its words", () => {
    expect(ask(readJsonFixture("anthropic", "conversation.request.json"))).toEqual(
      readJsonFixture("anthropic", "conversation.upstream.json"),
    );
  });

  it("goes to /v1/messages with Anthropic's headers", () => {
    const route = anthropicProvider.buildRoute({
      endpoint: "chat",
      target: { ...target, settings: { ...settings, beta: "a,b" } },
      isStream: true,
    });
    expect(route.url).toBe("https://api.anthropic.com/v1/messages");
    expect(route.headers).toMatchObject({
      "x-api-key": "sk-test-0123456789",
      "anthropic-version": "2023-06-01",
      "anthropic-beta": "a,b",
    });
  });

  it("always has a limit of tokens", () => {
    expect(ask({ messages }).max_tokens).toBe(4096);
    expect(ask({ messages, max_tokens: 7 }).max_tokens).toBe(7);
  });

  it("leaves out sampling where the model refuses it", () => {
    const body = { messages, temperature: 0.5, top_p: 0.9, top_k: 4 };
    expect(ask(body, "claude-3-5-haiku-latest")).toMatchObject({ temperature: 0.5, top_p: 0.9, top_k: 4 });
    expect(ask(body, "claude-sonnet-4-5")).not.toHaveProperty("top_p");
    expect(ask({ messages, top_p: 0.9 }, "claude-sonnet-4-5")).toHaveProperty("top_p", 0.9);
    expect(ask(body, "claude-opus-4-7")).toEqual({
      model: "claude-opus-4-7",
      max_tokens: 4096,
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
    });
  });

  it("asks for thinking in the words of the model's generation", () => {
    const body = { messages, reasoning_effort: "medium", max_tokens: 8000, temperature: 0.2 };
    expect(ask(body, "claude-3-5-sonnet-20241022")).not.toHaveProperty("thinking");
    expect(ask(body, "claude-3-7-sonnet-latest")).toMatchObject({ thinking: { type: "enabled", budget_tokens: 2048 } });
    expect(ask(body, "claude-3-7-sonnet-latest")).not.toHaveProperty("temperature");
    expect(ask(body, "claude-sonnet-5")).toMatchObject({
      thinking: { type: "adaptive" },
      output_config: { effort: "medium" },
    });
    expect(ask({ ...body, max_tokens: 500 }, "claude-haiku-4-5")).not.toHaveProperty("thinking");
    expect(ask({ ...body, max_tokens: 1500 }, "claude-haiku-4-5")).toMatchObject({ thinking: { budget_tokens: 1024 } });
    expect(ask({ ...body, reasoning_effort: "none" }, "claude-sonnet-5")).not.toHaveProperty("thinking");
  });

  it("asks for JSON by schema, or in words where there is none", () => {
    const schema = { type: "object", properties: {} };
    expect(
      ask({ messages, response_format: { type: "json_schema", json_schema: { name: "x", schema } } }).output_config,
    ).toEqual({ format: { type: "json_schema", schema } });
    expect(JSON.stringify(ask({ messages, response_format: { type: "json_object" } }).system)).toContain("JSON object");
  });

  it.each([
    ["n", { messages, n: 2 }],
    ["messages", { messages: [] }],
    ["messages", { messages: [{ role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA" } }] }] }],
    ["messages", { messages: [{ role: "user", content: [{ type: "hologram" }] }] }],
    ["tools", { messages, tools: [{ type: "custom", custom: { name: "x" } }] }],
    ["functions", { messages, functions: [] }],
  ])("is refused, naming %s, when it cannot be said", (param, body) => {
    expect(() => ask(body)).toThrow(expect.objectContaining({ name: "ProviderInputError", param }));
  });

  it.each([
    ["claude-3-5-sonnet-20241022", "none", true],
    ["claude-3-7-sonnet-20250219", "budget", true],
    ["claude-opus-4-20250514", "budget", true],
    ["claude-haiku-4-5-20251001", "budget", true],
    ["anthropic/claude-opus-4.6", "adaptive", true],
    ["claude-opus-4-7", "adaptive", false],
    ["claude-sonnet-5", "adaptive", false],
    ["claude-next", "adaptive", false],
    ["claude-instant", "none", true],
  ])("knows %s by its version", (model, thinking, hasSampling) =>
    expect(traitsOf(model)).toMatchObject({ thinking, hasSampling }),
  );
});

describe("an answer of Anthropic", () => {
  it("becomes a completion with reasoning, tool calls and all of its input counted", () => {
    const json = readJsonFixture("anthropic", "message.response.json");
    const { body, usage } = anthropicProvider.parseResponse({ endpoint: "chat", json, model: "sonnet", request: {} });
    expect(usage).toEqual({
      promptTokens: 21 + 188 + 2048,
      cachedTokens: 2048,
      completionTokens: 393,
      special: { cacheWrite: 188 },
    });
    expect(body).toMatchObject({
      id: "chatcmpl-msg_01XFDUDYJgAACzvnptvVoYEL",
      object: "chat.completion",
      model: "sonnet",
      choices: [
        {
          index: 0,
          finish_reason: "tool_calls",
          message: {
            role: "assistant",
            content: "I'll check the weather.",
            reasoning_content: "The user wants the weather.",
            tool_calls: [
              {
                id: "toolu_01A09q90qw90lq917835lq9",
                type: "function",
                function: { name: "get_weather", arguments: '{"city":"Kathmandu"}' },
              },
            ],
          },
        },
      ],
      usage: {
        prompt_tokens: 2257,
        completion_tokens: 393,
        total_tokens: 2650,
        prompt_tokens_details: { cached_tokens: 2048 },
      },
    });
  });

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "content_filter"],
    ["something_new", "stop"],
  ])("that stops for %s finishes with %s", (stop_reason, finish_reason) => {
    const json = { type: "message", id: "x", content: [], stop_reason };
    expect(
      anthropicProvider.parseResponse({ endpoint: "chat", json, model: "m", request: {} }).body.choices,
    ).toMatchObject([{ finish_reason }]);
  });

  it("that is no message is refused", () => {
    expect(() =>
      anthropicProvider.parseResponse({ endpoint: "chat", json: { type: "error" }, model: "m", request: {} }),
    ).toThrow(/no message/);
  });
});

describe("a stream of Anthropic", () => {
  const bytes = readFixture("anthropic", "tools.stream.sse");
  const read = (pieces: Buffer[], includeUsage = true) => {
    const parser = anthropicProvider.createStreamParser({ endpoint: "chat", model: "sonnet", includeUsage });
    const chunks = readStream(parser, pieces);
    return { parser, chunks, answer: assemble(chunks) };
  };

  it("becomes OpenAI's chunks", () => {
    const { parser, answer } = read([bytes]);
    expect(answer).toEqual({
      role: "assistant",
      content: "Okay, let me check 天气:",
      reasoning: "Weather, then.",
      tools: [
        { id: "toolu_01T1x1fJ34qAmk2tNTrN7Up6", name: "get_weather", arguments: '{"location": "San Francisco"}' },
        { id: "toolu_02", name: "now", arguments: "" },
      ],
      finish: "tool_calls",
      usage: {
        prompt_tokens: 1572,
        completion_tokens: 89,
        total_tokens: 1661,
        prompt_tokens_details: { cached_tokens: 1000, cached_creation_tokens: 100 },
      },
    });
    expect(parser.usage()).toMatchObject({ promptTokens: 1572, cachedTokens: 1000, special: { cacheWrite: 100 } });
    expect(parser.isFinished()).toBe(true);
    expect(parser.contentChars()).toBe(
      "Weather, then.Okay, let me check 天气:get_weather".length +
        '{"location": "San Francisco"}'.length +
        "now".length,
    );
  });

  it("has no usage chunk for who did not ask", () => {
    expect(read([bytes], false).answer.usage).toBeNull();
  });

  it("knows the input from its first event on, for clients who leave", () => {
    const { parser } = read([bytes.subarray(0, 1200)]);
    expect(parser.usage()?.promptTokens).toBe(1572);
    expect(parser.isFinished()).toBe(false);
  });

  it("that breaks off with an error is not finished", () => {
    const { parser, answer } = read([readFixture("anthropic", "overloaded.stream.sse")]);
    expect(answer).toMatchObject({ content: "Hel", finish: "", usage: null });
    expect(parser.isFinished()).toBe(false);
    expect(parser.error()).toEqual({ code: null, type: "overloaded_error", message: "Overloaded" });
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

describe("a failure of Anthropic", () => {
  const map = (status: number, type: string, message: string) =>
    anthropicProvider.mapError({
      status,
      body: JSON.stringify({ type: "error", error: { type, message } }),
      headers: {},
      target,
    });

  it.each([
    [401, "authentication_error", "invalid x-api-key", "key", true],
    [400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.", "key", true],
    [400, "invalid_request_error", "max_tokens: must be positive", "client", false],
    [404, "not_found_error", "model: claude-9", "channel", false],
    [429, "rate_limit_error", "rate limited", "upstream", false],
    [529, "overloaded_error", "Overloaded", "upstream", false],
  ])("%i %s: %s", (status, type, message, fault, isKeyDead) =>
    expect(map(status, type, message)).toMatchObject({ fault, isKeyDead }),
  );
});

it("Anthropic's models are listed by id", () => {
  expect(anthropicProvider.parseModels(readJsonFixture("anthropic", "models.response.json"))).toEqual([
    "claude-haiku-4-5-20251001",
    "claude-sonnet-4-5-20250929",
  ]);
});
