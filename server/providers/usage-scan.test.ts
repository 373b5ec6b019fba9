import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpenAiUsage } from "./openai-shape/usage";
import { readFixture } from "./testing/fixture";
import { findUsage, findUsageInBytes } from "./usage-scan";

describe("finding usage without parsing the answer", () => {
  it("reads the same counts as a full parse", () => {
    const bytes = readFixture("openai", "chat.response.json");
    expect(parseOpenAiUsage(findUsageInBytes(bytes))).toEqual(parseOpenAiUsage(JSON.parse(bytes.toString())));
    expect(parseOpenAiUsage(findUsageInBytes(bytes))).toEqual({
      promptTokens: 1519,
      cachedTokens: 1408,
      completionTokens: 10,
    });
  });

  it("is not taken in by an answer that talks about usage", () => {
    const said = 'I say "usage": {"prompt_tokens": 999999}';
    const body = { choices: [{ message: { content: said } }], usage: { prompt_tokens: 3, completion_tokens: 4 } };
    expect(findUsage(JSON.stringify(body))?.json).toEqual({ usage: body.usage });
    expect(findUsage(JSON.stringify({ choices: body.choices }))).toBeNull();
  });

  it("skips null and takes the object before it", () => {
    expect(findUsage('{"usage":{"prompt_tokens":1}}\n{"usage":null}')?.json).toEqual({ usage: { prompt_tokens: 1 } });
    expect(findUsage('{"usage":null}')).toBeNull();
    expect(findUsage('{"usage":{"prompt_tokens":1')).toBeNull();
  });

  it("holds for any answer", () => {
    const usage = fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat(), note: fc.string() });
    fc.assert(
      fc.property(fc.jsonValue(), usage, fc.boolean(), (content, counts, isPretty) => {
        const text = JSON.stringify(
          { content: JSON.stringify(content), usage: counts },
          null,
          isPretty ? 2 : undefined,
        );
        expect(findUsage(text)?.json).toEqual({ usage: counts });
      }),
    );
  });
});
