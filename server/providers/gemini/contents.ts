import type { JsonObject } from "../contract";
import { asObject, asString, parseJson } from "../json-value";
import { type Message, type Part, type RequestedToolCall, textOfParts } from "../openai-shape/chat-request";

type Content = { role: "user" | "model"; parts: JsonObject[] };

// Gemini 3 refuses a past function call without the signature it gave; this one, documented by Google, says that the client lost it.
const LOST_SIGNATURE = "skip_thought_signature_validator";
const NEEDS_SIGNATURE = /gemini-(?:[3-9]|\d\d)/;

const MEDIA_BY_EXTENSION: Record<string, string> = {
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  heic: "image/heic",
};

function mediaTypeOfUrl(url: string): string {
  const extension = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? "";
  return MEDIA_BY_EXTENSION[extension] ?? "image/jpeg";
}

function partOf(part: Part): JsonObject {
  if (part.kind === "text") return { text: part.text };
  if (part.kind === "image" && !part.data)
    return { fileData: { mimeType: mediaTypeOfUrl(part.url), fileUri: part.url } };
  return part.data ? { inlineData: { mimeType: part.data.mediaType, data: part.data.base64 } } : { text: "" };
}

function partsOf(parts: Part[]): JsonObject[] {
  return parts.filter((part) => part.kind !== "text" || part.text !== "").map(partOf);
}

function callPart(call: RequestedToolCall, fallbackSignature: string | null): JsonObject {
  // Where Google's own OpenAI surface puts it, so clients that keep unknown fields bring it back.
  const signature = asString(asObject(call.extra?.google)?.thought_signature) ?? fallbackSignature;
  return { functionCall: { name: call.name, args: call.arguments }, ...(signature && { thoughtSignature: signature }) };
}

function resultPart(name: string, parts: Part[]): JsonObject {
  const text = textOfParts(parts);
  return { functionResponse: { name, response: asObject(parseJson(text)) ?? { result: text } } };
}

/** A conversation as Gemini's contents: two roles, neighbours joined, tool results named by their call. */
export function contentsOf(messages: Message[], model: string): Content[] {
  const nameByCallId = new Map<string, string>();
  const contents: Content[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "model" : "user";
    const parts =
      message.role === "tool"
        ? [resultPart(nameByCallId.get(message.toolCallId) ?? message.toolCallId, message.parts)]
        : partsOf(message.parts);
    if (message.role === "assistant") {
      for (const [at, call] of message.toolCalls.entries()) {
        nameByCallId.set(call.id, call.name);
        // Of parallel calls only the first one carries a signature.
        parts.push(callPart(call, at === 0 && NEEDS_SIGNATURE.test(model) ? LOST_SIGNATURE : null));
      }
    }
    const previous = contents.at(-1);
    if (parts.length === 0) continue;
    if (previous?.role === role) previous.parts.push(...parts);
    else contents.push({ role, parts });
  }
  return contents;
}

export function systemInstructionOf(messages: Message[]): { parts: JsonObject[] } | null {
  const parts = messages.flatMap((message) => (message.role === "system" ? partsOf(message.parts) : []));
  return parts.length > 0 ? { parts } : null;
}
