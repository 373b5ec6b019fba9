import { type JsonObject, ProviderResponseError, type Usage } from "../contract";
import { asArray, asNumber, asObject, asString, asTokenCount } from "../json-value";
import { type Answer, type FinishReason, type ToolCall, writeCompletion } from "../openai-shape/chunk-writer";
import { toOpenAiUsage } from "../openai-shape/usage";
import { withSpecial } from "../special-token-schema";

const FILTERED = new Set([
  "SAFETY",
  "RECITATION",
  "LANGUAGE",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
]);

export function finishReasonOf(reason: string, hasToolCalls: boolean): FinishReason {
  if (reason === "MAX_TOKENS") return "length";
  if (FILTERED.has(reason)) return "content_filter";
  return hasToolCalls ? "tool_calls" : "stop";
}

/** Thoughts are counted beside the candidates and billed as output; the prompt count includes what came from a cache. */
export function parseGeminiUsage(json: unknown): Usage | null {
  const counts = asObject(asObject(json)?.usageMetadata);
  const prompt = asTokenCount(counts?.promptTokenCount);
  const candidates = asTokenCount(counts?.candidatesTokenCount);
  const thoughts = asTokenCount(counts?.thoughtsTokenCount) ?? 0;
  if (prompt === null && candidates === null) return null;
  const promptTokens = (prompt ?? 0) + (asTokenCount(counts?.toolUsePromptTokenCount) ?? 0);
  return {
    promptTokens,
    cachedTokens: Math.min(asTokenCount(counts?.cachedContentTokenCount) ?? 0, promptTokens),
    completionTokens: (candidates ?? 0) + thoughts,
    ...withSpecial({
      audioInput: countOfModality(counts?.promptTokensDetails, "AUDIO"),
      imageInput: countOfModality(counts?.promptTokensDetails, "IMAGE"),
      audioOutput: countOfModality(counts?.candidatesTokensDetails, "AUDIO"),
    }),
  };
}

function countOfModality(details: unknown, modality: string): number {
  const counts = asArray(details).map(asObject);
  return counts.reduce(
    (sum, entry) => (entry?.modality === modality ? sum + (asTokenCount(entry.tokenCount) ?? 0) : sum),
    0,
  );
}

export type GeminiPart =
  | { kind: "text" | "thought"; text: string }
  | { kind: "call"; call: ToolCall }
  | { kind: "image"; image: JsonObject };

/** One part of a candidate. Gemini may leave out the id of a call, which OpenAI clients need: `callId` makes one. */
export function readPart(value: unknown, callId: () => string): GeminiPart | null {
  const part = asObject(value);
  const call = asObject(part?.functionCall);
  if (call) {
    const signature = asString(part?.thoughtSignature);
    return {
      kind: "call",
      call: {
        id: asString(call.id) ?? callId(),
        type: "function",
        function: { name: asString(call.name) ?? "", arguments: JSON.stringify(call.args ?? {}) },
        ...(signature && { extra_content: { google: { thought_signature: signature } } }),
      },
    };
  }
  const media = asObject(part?.inlineData);
  if (media) {
    const url = `data:${asString(media.mimeType) ?? "image/png"};base64,${asString(media.data) ?? ""}`;
    return { kind: "image", image: { type: "image_url", image_url: { url } } };
  }
  const text = asString(part?.text);
  return text === null || text === "" ? null : { kind: part?.thought === true ? "thought" : "text", text };
}

function answerOf(candidate: JsonObject | null, responseId: string): Answer {
  let content = "";
  let reasoning = "";
  const toolCalls: ToolCall[] = [];
  const images: JsonObject[] = [];
  for (const value of asArray(asObject(candidate?.content)?.parts)) {
    const part = readPart(value, () => `call_${responseId}_${candidate?.index ?? 0}_${toolCalls.length}`);
    if (part?.kind === "text") content += part.text;
    else if (part?.kind === "thought") reasoning += part.text;
    else if (part?.kind === "call") toolCalls.push(part.call);
    else if (part?.kind === "image") images.push(part.image);
  }
  return {
    content: content === "" && toolCalls.length > 0 ? null : content,
    reasoning,
    toolCalls,
    images,
    finishReason: finishReasonOf(asString(candidate?.finishReason) ?? "STOP", toolCalls.length > 0),
  };
}

const BLOCKED: Answer = { content: "", reasoning: "", toolCalls: [], finishReason: "content_filter" };

/** True when the prompt itself was refused: there are no candidates then. */
export function isPromptBlocked(json: JsonObject | null): boolean {
  return asString(asObject(json?.promptFeedback)?.blockReason) !== null;
}

export function parseGenerateResponse(json: unknown, model: string): { body: JsonObject; usage: Usage | null } {
  const root = asObject(json);
  const candidates = asArray(root?.candidates);
  if (candidates.length === 0 && !isPromptBlocked(root))
    throw new ProviderResponseError("The upstream's answer has no candidates.");
  const id = asString(root?.responseId) ?? "";
  const answers =
    candidates.length === 0 ? [BLOCKED] : candidates.map((candidate) => answerOf(asObject(candidate), id));
  const usage = parseGeminiUsage(root);
  return { body: writeCompletion({ id, model, answers, usage }), usage };
}

function encodeVector(values: number[], request: JsonObject): number[] | string {
  if (request.encoding_format !== "base64") return values;
  return Buffer.from(Float32Array.from(values).buffer).toString("base64");
}

export function parseEmbedResponse(
  json: unknown,
  model: string,
  request: JsonObject,
): { body: JsonObject; usage: Usage | null } {
  const root = asObject(json);
  if (!Array.isArray(root?.embeddings)) throw new ProviderResponseError("The upstream's answer has no embeddings.");
  const data = asArray(root.embeddings).map((entry, index) => {
    const values = asArray(asObject(entry)?.values).map((value) => asNumber(value) ?? 0);
    return { object: "embedding", index, embedding: encodeVector(values, request) };
  });
  const usage = parseGeminiUsage(root);
  return { body: { object: "list", data, model, ...(usage && { usage: toOpenAiUsage(usage) }) }, usage };
}
