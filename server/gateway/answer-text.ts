import type { JsonObject } from "@/server/providers/contract";
import { createSseParser } from "@/server/providers/sse";
import type { ContentFilter, ContentReader } from "./content-filter";

/** Holds an answer against the content filter. Out: the number of the rule it breaks, or null. */
export type AnswerCheck = { stream: () => StreamCheck; whole: (body: Buffer) => number | null };
export type StreamCheck = { read(events: Buffer): number | null; end(): number | null };

/** Reads answers in OpenAI's format, as they go out. */
export function checkAnswersBy(filter: ContentFilter): AnswerCheck {
  return {
    stream: () => checkStream(filter),
    whole: (body) => {
      for (const text of textsOf(parse(body.toString("utf8")), "message")) {
        const number = filter.find(text);
        if (number !== null) return number;
      }
      return null;
    },
  };
}

/** All choices of a stream are read as one text each. */
function checkStream(filter: ContentFilter): StreamCheck {
  const events = createSseParser();
  const readers = new Map<number, ContentReader>();
  const readerOf = (choice: number): ContentReader => {
    const reader = readers.get(choice) ?? filter.createReader();
    readers.set(choice, reader);
    return reader;
  };
  return {
    read: (bytes) => {
      for (const { data } of events.feed(bytes)) {
        for (const [choice, text] of choicesOf(parse(data), "delta")) {
          const number = readerOf(choice).read(text);
          if (number !== null) return number;
        }
      }
      return null;
    },
    end: () => {
      for (const reader of readers.values()) {
        const number = reader.end();
        if (number !== null) return number;
      }
      return null;
    },
  };
}

function textsOf(json: JsonObject | null, name: "message" | "delta"): string[] {
  return choicesOf(json, name).map(([, text]) => text);
}

/** Index and text of each choice: of a chat its message, of a completion its text; with the reasoning where there is some. */
function choicesOf(json: JsonObject | null, name: "message" | "delta"): [number, string][] {
  const choices = Array.isArray(json?.choices) ? json.choices : [];
  return choices.flatMap((choice: unknown, position): [number, string][] => {
    if (!isObject(choice)) return [];
    const said = isObject(choice[name]) ? choice[name] : {};
    const texts = [said.reasoning_content, said.content, choice.text].filter((text) => typeof text === "string");
    const index = typeof choice.index === "number" ? choice.index : position;
    return texts.map((text): [number, string] => [index, text]);
  });
}

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
