import type { GatewayRequest } from "./request";

/** Bytes of UTF-8 text that make one token, at the least: Chinese is about one token a character of three bytes. */
const BYTES_PER_TOKEN_MIN = 3;
/** A usual ratio for mixed text, for usage that no upstream reported. */
const BYTES_PER_TOKEN = 4;
/** What vendors charge for one high-detail picture or sound, roughly. */
const TOKENS_PER_ATTACHMENT = 1_500;
const TOKENS_PER_MESSAGE = 8;
const DEPTH_MAX = 12;

type Measure = { bytes: number; attachments: number; parts: number };

/**
 * Prompt tokens at the most, for the reservation: too high costs the customer nothing, too low could let a balance be
 * overdrawn. By bytes, not by a tokenizer, whose worst case an attacker can choose.
 */
export function promptTokensMax(request: GatewayRequest): number {
  const { bytes, attachments, parts } = measurePrompt(request);
  return Math.ceil(bytes / BYTES_PER_TOKEN_MIN) + attachments * TOKENS_PER_ATTACHMENT + parts * TOKENS_PER_MESSAGE;
}

/** Prompt tokens as they usually are, for a charge without reported usage. */
export function promptTokensLikely(request: GatewayRequest): number {
  const { bytes, attachments, parts } = measurePrompt(request);
  return Math.ceil(bytes / BYTES_PER_TOKEN) + attachments * TOKENS_PER_ATTACHMENT + parts * 4;
}

/** Answer tokens as they usually are, from the bytes of text given out. */
export function completionTokensLikely(contentBytes: number): number {
  return Math.ceil(contentBytes / BYTES_PER_TOKEN);
}

/** Whether a prompt holds anything but text, and whether the answer is asked to be sound. */
export function mediaOf({ body, endpoint }: GatewayRequest): { hasMedia: boolean; wantsAudio: boolean } {
  if (endpoint !== "chat") return { hasMedia: false, wantsAudio: false };
  const wantsAudio = "audio" in body || (Array.isArray(body.modalities) && body.modalities.includes("audio"));
  return { hasMedia: Array.isArray(body.messages) && body.messages.some(isMedia), wantsAudio };
}

/** A message with a part that is no text, or with the sound of an earlier answer. */
function isMedia(message: unknown): boolean {
  if (typeof message !== "object" || message === null) return false;
  const { content, audio } = message as { content?: unknown; audio?: unknown };
  if (audio) return true;
  return (
    Array.isArray(content) && content.some((part: unknown) => (part as { type?: unknown } | null)?.type !== "text")
  );
}

function measurePrompt({ body, endpoint }: GatewayRequest): Measure {
  const measure: Measure = { bytes: 0, attachments: 0, parts: 0 };
  const fields =
    endpoint === "chat"
      ? [body.messages, body.tools, body.functions, body.response_format]
      : [body.prompt, body.suffix, body.input];
  for (const field of fields) addValue(measure, field, 0);
  return measure;
}

function addValue(measure: Measure, value: unknown, depth: number): void {
  if (typeof value === "string") {
    // A picture inside a data URL is billed as a picture; its base 64 is no text.
    if (value.startsWith("data:")) measure.attachments += 1;
    else measure.bytes += Buffer.byteLength(value);
    return;
  }
  if (typeof value === "number") {
    // Token ids, as embeddings and completions accept them.
    measure.bytes += BYTES_PER_TOKEN;
    return;
  }
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (const item of value) addValue(measure, item, depth + 1);
    return;
  }
  measure.parts += 1;
  for (const [name, field] of Object.entries(value)) {
    measure.bytes += name.length;
    addValue(measure, field, depth + 1);
  }
}
