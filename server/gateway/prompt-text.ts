import type { JsonObject } from "@/server/providers/contract";
import type { GatewayRequest } from "./request";

/** What a customer wrote, text by text: messages, prompts and inputs; no pictures, sounds or token numbers. */
export function* promptTexts({ body, endpoint }: GatewayRequest): Generator<string> {
  if (endpoint !== "chat") {
    yield* textsOf(body.prompt);
    yield* textsOf(body.suffix);
    yield* textsOf(body.input);
    return;
  }
  for (const message of listOf(body.messages)) {
    if (isObject(message)) yield* textsOf(message.content);
  }
}

/** A text, a list of texts, or a list of parts with a text each. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else {
    for (const part of listOf(value)) {
      if (typeof part === "string") yield part;
      else if (isObject(part) && typeof part.text === "string") yield part.text;
    }
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
