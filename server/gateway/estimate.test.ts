import { describe, expect, it } from "vitest";
import { completionTokensLikely, promptTokensLikely, promptTokensMax } from "./estimate";
import { parseRequest } from "./request";

const chat = (content: unknown) =>
  parseRequest("chat", Buffer.from(JSON.stringify({ model: "m", messages: [{ role: "user", content }] })));

describe("an estimate without a tokenizer", () => {
  it("is never below what tokenizers count, in English and in Chinese", () => {
    expect(promptTokensMax(chat("the quick brown fox ".repeat(100)))).toBeGreaterThan(401);
    expect(promptTokensMax(chat("你好世界".repeat(100)))).toBeGreaterThanOrEqual(400);
  });

  it("counts a picture as a picture, not as a megabyte of text", () => {
    const url = `data:image/png;base64,${"A".repeat(1_000_000)}`;
    expect(promptTokensMax(chat([{ type: "image_url", image_url: { url } }]))).toBeLessThan(2_000);
  });

  it("counts token ids as tokens", () => {
    const request = parseRequest("embeddings", Buffer.from(JSON.stringify({ model: "m", input: [1, 2, 3, 4] })));
    expect(promptTokensLikely(request)).toBe(4);
  });

  it("is higher for the reservation than for a charge", () => {
    const request = chat("some words of a customer");
    expect(promptTokensMax(request)).toBeGreaterThan(promptTokensLikely(request));
  });

  it("of nothing given out is nothing", () => {
    expect(completionTokensLikely(0)).toBe(0);
    expect(completionTokensLikely(9)).toBe(3);
  });
});
