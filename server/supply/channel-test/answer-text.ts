import type { Endpoint, JsonObject } from "@/server/providers/contract";
import { asArray, asObject, asString } from "@/server/providers/json-value";

/** What a person reads of an answer in OpenAI's shape: its text, else its reasoning; of an embedding, its size. */
export function answerText(endpoint: Endpoint, body: JsonObject): string {
  if (endpoint === "embeddings") {
    const vector = asArray(asObject(asArray(body.data)[0])?.embedding);
    return vector.length > 0 ? `[${vector.length}]` : "";
  }
  const choice = asObject(asArray(body.choices)[0]);
  const message = asObject(choice?.message);
  return asString(choice?.text) || asString(message?.content) || asString(message?.reasoning_content) || "";
}

/** The readable part of one chunk, and whether it says why the answer ended. */
export function deltaText(chunk: unknown): { text: string; hasFinishReason: boolean } {
  const choice = asObject(asArray(asObject(chunk)?.choices)[0]);
  const delta = asObject(choice?.delta);
  const text = asString(delta?.content) || asString(delta?.reasoning_content) || asString(choice?.text) || "";
  return { text, hasFinishReason: asString(choice?.finish_reason) !== null };
}
