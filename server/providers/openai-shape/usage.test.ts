import { describe, expect, it } from "vitest";
import { parseOpenAiUsage, toOpenAiUsage } from "./usage";

describe("usage in OpenAI's shape and its dialects", () => {
  it.each([
    [
      "OpenAI",
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 4 } },
      [10, 4, 5],
    ],
    [
      "DeepSeek",
      { prompt_tokens: 10, completion_tokens: 5, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 4 },
      [10, 6, 5],
    ],
    ["Moonshot", { prompt_tokens: 10, completion_tokens: 5, cached_tokens: 7 }, [10, 7, 5]],
    ["embeddings, which have no completion", { prompt_tokens: 8, total_tokens: 8 }, [8, 0, 0]],
    [
      "reasoning inside the completion",
      {
        prompt_tokens: 10,
        completion_tokens: 50,
        total_tokens: 60,
        completion_tokens_details: { reasoning_tokens: 40 },
      },
      [10, 0, 50],
    ],
    [
      "xAI, with reasoning beside it",
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 55,
        completion_tokens_details: { reasoning_tokens: 40 },
      },
      [10, 0, 45],
    ],
    [
      "the responses API's names",
      { input_tokens: 3, output_tokens: 4, input_tokens_details: { cached_tokens: 1 } },
      [3, 1, 4],
    ],
    [
      "more cached than sent, cut to what was sent",
      { prompt_tokens: 3, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } },
      [3, 3, 1],
    ],
  ])("%s", (_name, usage, [promptTokens, cachedTokens, completionTokens]) => {
    expect(parseOpenAiUsage({ usage })).toEqual({ promptTokens, cachedTokens, completionTokens });
  });

  it("is found where Groq puts it in streams", () => {
    expect(parseOpenAiUsage({ x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2 } } })?.completionTokens).toBe(
      2,
    );
  });

  it.each([
    null,
    [],
    "x",
    {},
    { usage: null },
    { usage: {} },
    { usage: { prompt_tokens: "7" } },
    { usage: { prompt_tokens: -1, completion_tokens: 1e300 } },
  ])("%j has none", (json) => expect(parseOpenAiUsage(json)).toBeNull());

  it("tells sound, pictures and what was written to a cache apart, and says nothing of them where there were none", () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 10, audio_tokens: 20, image_tokens: 5, cached_creation_tokens: 7 },
      completion_tokens_details: { audio_tokens: 40, reasoning_tokens: 0 },
    };
    expect(parseOpenAiUsage({ usage })?.special).toEqual({
      cacheWrite: 7,
      audioInput: 20,
      imageInput: 5,
      audioOutput: 40,
    });
    const plain = {
      ...usage,
      prompt_tokens_details: { audio_tokens: 0, image_tokens: -1 },
      completion_tokens_details: {},
    };
    expect(parseOpenAiUsage({ usage: plain })).not.toHaveProperty("special");
  });

  it("is written as it is read", () => {
    const usage = { promptTokens: 9, cachedTokens: 2, completionTokens: 4, special: { cacheWrite: 3, audioOutput: 1 } };
    expect(parseOpenAiUsage({ usage: toOpenAiUsage(usage) })).toEqual(usage);
  });
});
