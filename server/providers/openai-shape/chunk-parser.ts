import type { JsonObject, SseEvent, StreamParser, Usage } from "../contract";
import { asArray, asObject, asString, parseJson } from "../json-value";
import { parseOpenAiUsage } from "./usage";

const TEXT_FIELDS = ["content", "reasoning_content", "reasoning", "refusal"] as const;

function charsOf(choice: JsonObject | null): number {
  const delta = asObject(choice?.delta);
  let chars = asString(choice?.text)?.length ?? 0;
  for (const field of TEXT_FIELDS) chars += asString(delta?.[field])?.length ?? 0;
  for (const call of asArray(delta?.tool_calls)) {
    const fn = asObject(asObject(call)?.function);
    chars += (asString(fn?.name)?.length ?? 0) + (asString(fn?.arguments)?.length ?? 0);
  }
  return chars;
}

/**
 * Reads a stream that is in OpenAI's format already. Chunks go on as they came, except one that carries nothing but the
 * usage the client did not ask for.
 */
export function createOpenAiChunkParser(input: { includeUsage: boolean }): StreamParser {
  let usage: Usage | null = null;
  let isFinished = false;
  let error: ReturnType<StreamParser["error"]> = null;
  let chars = 0;

  function feed({ data }: SseEvent): string[] {
    if (data === "[DONE]") {
      isFinished = true;
      return [];
    }
    const chunk = asObject(parseJson(data));
    if (!chunk) return [];
    const failure = asObject(chunk.error);
    if (failure) {
      error = {
        code: asString(failure.code),
        type: asString(failure.type),
        message: asString(failure.message) ?? "The upstream reported an error.",
      };
      return [];
    }
    usage = parseOpenAiUsage(chunk) ?? usage;
    const choices = asArray(chunk.choices);
    for (const choice of choices) chars += charsOf(asObject(choice));
    if (choices.length === 0 && chunk.usage && !input.includeUsage) return [];
    return [data];
  }

  return {
    feed,
    end: () => [],
    usage: () => usage,
    isFinished: () => isFinished,
    error: () => error,
    contentChars: () => chars,
  };
}
