import { RE2JS, RE2Set } from "re2js";
import { type ContentRule, foldText, readContentRule } from "@/server/configuration/setting/content-rule";
import { logger } from "@/server/kernel/logger";
import { contentRefusalText } from "@/server/usage/inspector/refusal";
import { GatewayError } from "./errors";
import { promptTexts } from "./prompt-text";
import type { GatewayRequest } from "./request";
import { WordMatcher } from "./word-matcher";

/** Patterns look at so much of a text that comes in pieces, and again after so many new characters. */
const WINDOW_CHARS = 2_000;
const PATTERN_EVERY_CHARS = 200;

/** The rules of the content filter, ready to be held against texts. Made once for each change of the settings. */
export class ContentFilter {
  readonly #words: WordMatcher | null;
  /** The number of the rule that each word is. */
  readonly #numbers: readonly number[];
  /** All patterns in one automaton: one pass over a text, however many there are. */
  readonly #patterns: RE2Set | null;
  readonly #patternNumbers: readonly number[];

  constructor(lines: readonly string[]) {
    const rules = lines.flatMap((line, index) => compile(line, index + 1));
    const words = rules.flatMap(({ rule, number }) => (rule.kind === "word" ? [{ word: rule.word, number }] : []));
    this.#words = words.length === 0 ? null : new WordMatcher(words.map(({ word }) => word));
    this.#numbers = words.map(({ number }) => number);
    const patterns = rules.flatMap(({ rule, number }) =>
      rule.kind === "pattern" ? [{ source: rule.source, number }] : [],
    );
    this.#patterns = patterns.length === 0 ? null : compileSet(patterns.map(({ source }) => source));
    this.#patternNumbers = patterns.map(({ number }) => number);
  }

  /** The number of a rule that a whole text breaks, counted from 1; null when it breaks none. */
  find(text: string): number | null {
    const folded = foldText(text);
    const { word } = this.#words?.read(folded, 0) ?? { word: -1 };
    return this.#numbers[word] ?? this.#findPattern(folded);
  }

  /** Reads a text that comes in pieces. A pattern is found some 200 characters late, or when the text ends. */
  createReader(): ContentReader {
    let state = 0;
    let window = "";
    let unread = 0;
    const readPatterns = (): number | null => {
      unread = 0;
      const found = this.#findPattern(window);
      window = window.slice(-WINDOW_CHARS);
      return found;
    };
    return {
      read: (piece) => {
        const folded = foldText(piece);
        const found = this.#words?.read(folded, state);
        state = found?.state ?? 0;
        const number = this.#numbers[found?.word ?? -1];
        if (number !== undefined) return number;
        if (this.#patterns === null) return null;
        window += folded;
        unread += folded.length;
        return unread < PATTERN_EVERY_CHARS ? null : readPatterns();
      },
      end: () => (this.#patterns === null ? null : readPatterns()),
    };
  }

  #findPattern(text: string): number | null {
    const [first] = (this.#patterns?.match(text) ?? []).sort((left, right) => left - right);
    return first === undefined ? null : (this.#patternNumbers[first] ?? null);
  }
}

export type ContentReader = {
  /** The number of a rule that the text so far breaks, or null. */
  read(piece: string): number | null;
  end(): number | null;
};

/** Throws GatewayError 400 naming the number of the rule that a request breaks, never the rule. */
export function refuseForbidden(filter: ContentFilter, request: GatewayRequest): void {
  for (const text of promptTexts(request)) {
    const number = filter.find(text);
    if (number !== null) throw contentRefused("prompt", number);
  }
}

/** Which of both was refused, and by which rule. */
export function contentRefused(what: "prompt" | "answer", number: number): GatewayError {
  return new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "content_filtered",
    message: contentRefusalText(what, number),
    param: what === "prompt" ? "messages" : null,
    shouldRetry: false,
  });
}

function compileSet(sources: readonly string[]): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE);
  for (const source of sources) set.add(source);
  set.compile();
  return set;
}

/** A rule that was saved under another version of the pattern library must not stop the gateway. */
function compile(line: string, number: number): { rule: ContentRule; number: number }[] {
  try {
    return [{ rule: readContentRule(line), number }];
  } catch (error) {
    logger.warn({ err: error, rule: number }, "a rule of the content filter cannot be used");
    return [];
  }
}
