import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentRuleFault } from "@/server/configuration/setting/content-rule";
import { checkAnswersBy } from "./answer-text";
import { ContentFilter, refuseForbidden } from "./content-filter";
import { parseRequest } from "./request";
import { WordMatcher } from "./word-matcher";

const found = (lines: string[], text: string) => new ContentFilter(lines).find(text);

describe("a rule of the content filter", () => {
  it("is a word, wherever it stands and however it is written", () => {
    expect(found(["alpha", "forbidden"], "This is FORBIDDEN here")).toBe(2);
    expect(found(["forbidden"], "ｆｏｒｂｉｄｄｅｎ")).toBe(1);
    expect(found(["违禁词"], "这里有违禁词。")).toBe(1);
    expect(found(["forbidden"], "for bidden")).toBeNull();
  });

  it("is a pattern after regex:, in any case", () => {
    expect(found(["nothing", "regex:card \\d{4}-\\d{4}"], "my CARD 1234-5678")).toBe(2);
    expect(found(["regex:^only$"], "not only")).toBeNull();
  });

  it("keeps its line's number when a line before it cannot be used", () => {
    expect(found(["regex:(", "bad"], "a bad word")).toBe(2);
  });

  it.each([
    ["regex:(", /missing closing/],
    ["regex:", /must follow/],
    ["regex:a*", /fits every text/],
    ["regex:(a)\\1", /escape/],
  ])("%s is refused with what is wrong", (line, words) => {
    expect(contentRuleFault(line)).toMatch(words);
  });

  it("cannot be made to hang by a text", () => {
    // Backtracking would take longer than the universe has.
    expect(found(["regex:(a+)+$"], `${"a".repeat(50_000)}b`)).toBeNull();
  });
});

describe("words", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c", "违"), minLength: 1, maxLength: 6 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "违"), maxLength: 60 });

  it("are found exactly where a plain search finds one, in one piece or many", () => {
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 20 }),
        fc.array(text, { maxLength: 5 }),
        (words, pieces) => {
          const matcher = new WordMatcher(words);
          const whole = pieces.join("");
          let state = 0;
          let word = -1;
          for (const piece of pieces) {
            if (word !== -1) break;
            ({ word, state } = matcher.read(piece, state));
          }
          expect(word !== -1).toBe(words.some((candidate) => whole.includes(candidate)));
          if (word !== -1) expect(whole).toContain(words[word]);
        },
      ),
    );
  });

  it("cost no more steps for being many: a long text of their beginnings is read once", () => {
    const words = Array.from({ length: 5_000 }, (_, number) => `${"a".repeat(40)}${number}`);
    expect(new ContentFilter(words).find("a".repeat(200_000))).toBeNull();
  });
});

describe("a request", () => {
  const filter = new ContentFilter(["harmless word list", "forbidden"]);
  const chat = (messages: unknown) => parseRequest("chat", Buffer.from(JSON.stringify({ model: "m", messages })));
  const refusal = (request: Parameters<typeof refuseForbidden>[1]) => {
    try {
      refuseForbidden(filter, request);
      return null;
    } catch (error) {
      return error;
    }
  };

  it("is refused by the number of the rule, never by its words", () => {
    const error = refusal(chat([{ role: "user", content: "something forbidden" }]));
    expect(error).toMatchObject({ status: 400, code: "content_filtered", shouldRetry: false });
    expect(String(error)).toContain("rule 2");
    expect(String(error)).not.toContain("forbidden");
  });

  it("is read in every message, part, prompt and input", () => {
    const part = [{ type: "text", text: "forbidden" }];
    expect(
      refusal(
        chat([
          { role: "system", content: "ok" },
          { role: "user", content: part },
        ]),
      ),
    ).not.toBeNull();
    const completion = parseRequest("completions", Buffer.from('{"model":"m","prompt":["fine","forbidden"]}'));
    expect(refusal(completion)).not.toBeNull();
    expect(refusal(parseRequest("embeddings", Buffer.from('{"model":"m","input":"forbidden"}')))).not.toBeNull();
    expect(refusal(chat([{ role: "user", content: "all is well" }]))).toBeNull();
  });
});

describe("an answer", () => {
  const check = checkAnswersBy(new ContentFilter(["forbidden", "regex:card \\d{4}"]));
  const event = (content: string, index = 0) =>
    Buffer.from(`data: ${JSON.stringify({ choices: [{ index, delta: { content } }] })}\n\n`);

  it("is stopped by a word that comes in pieces", () => {
    const stream = check.stream();
    expect(stream.read(event("this is for"))).toBeNull();
    expect(stream.read(event("bid"))).toBeNull();
    expect(stream.read(event("den"))).toBe(1);
  });

  it("reads each of several choices by itself", () => {
    const stream = check.stream();
    expect(stream.read(event("for", 0))).toBeNull();
    expect(stream.read(event("bidden", 1))).toBeNull();
  });

  it("is stopped by a pattern at its end at the latest", () => {
    const stream = check.stream();
    expect(stream.read(event("my card 12"))).toBeNull();
    expect(stream.read(event("34"))).toBeNull();
    expect(stream.end()).toBe(2);
  });

  it("in one piece is read in all its choices", () => {
    const whole = (content: string) =>
      check.whole(Buffer.from(JSON.stringify({ choices: [{ message: { content } }] })));
    expect(whole("Forbidden!")).toBe(1);
    expect(whole("fine")).toBeNull();
    expect(check.whole(Buffer.from('{"choices":[{"text":"forbidden"}]}'))).toBe(1);
  });
});
