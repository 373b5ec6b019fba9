import type { JsonObject, SseEvent, StreamParser, Usage } from "../contract";
import { asArray, asNumber, asObject, asString, parseJson } from "../json-value";
import { type ChunkWriter, createChunkWriter } from "../openai-shape/chunk-writer";
import { readGeminiError } from "./error";
import { finishReasonOf, isPromptBlocked, parseGeminiUsage, readPart } from "./response";

type CandidateState = { toolCalls: number; isFinished: boolean };

/**
 * streamGenerateContent events to OpenAI chunks. Every event is a whole response with the next pieces; counts are cumulative.
 * Gemini sends no mark at the end: the answer is complete when each candidate that began has named its finish reason.
 */
export function createGenerateStreamParser(input: { model: string; includeUsage: boolean }): StreamParser {
  let writer: ChunkWriter | null = null;
  let responseId = "";
  let usage: Usage | null = null;
  let isBlocked = false;
  let error: ReturnType<StreamParser["error"]> = null;
  let chars = 0;
  const candidates = new Map<number, CandidateState>();

  function open(event: JsonObject): ChunkWriter {
    if (writer) return writer;
    responseId = asString(event.responseId) ?? "";
    writer = createChunkWriter({ id: responseId, model: input.model });
    return writer;
  }

  function writePart(
    value: unknown,
    { index, state, write }: { index: number; state: CandidateState; write: ChunkWriter },
  ): string[] {
    const part = readPart(value, () => `call_${responseId}_${index}_${state.toolCalls}`);
    if (!part) return [];
    if (part.kind === "image") return [write.delta({ images: [part.image] }, index)];
    if (part.kind === "call") {
      const { call } = part;
      chars += call.function.name.length + call.function.arguments.length;
      // Gemini never splits a call: it comes whole in one chunk.
      return [write.delta({ tool_calls: [{ index: state.toolCalls++, ...call }] }, index)];
    }
    chars += part.text.length;
    return [write.delta({ [part.kind === "text" ? "content" : "reasoning_content"]: part.text }, index)];
  }

  function writeCandidate(candidate: JsonObject | null, write: ChunkWriter): string[] {
    const index = asNumber(candidate?.index) ?? 0;
    const known = candidates.get(index);
    const state = known ?? { toolCalls: 0, isFinished: false };
    candidates.set(index, state);
    const out = known ? [] : [write.delta({ role: "assistant", content: "" }, index)];
    for (const part of asArray(asObject(candidate?.content)?.parts))
      out.push(...writePart(part, { index, state, write }));
    const reason = asString(candidate?.finishReason);
    if (reason !== null && !state.isFinished) {
      state.isFinished = true;
      out.push(write.finish(finishReasonOf(reason, state.toolCalls > 0), index));
    }
    return out;
  }

  function feed({ data }: SseEvent): string[] {
    const event = asObject(parseJson(data));
    if (!event) return [];
    if (asObject(event.error)) {
      const fields = readGeminiError(data);
      error = { code: fields.code, type: fields.type, message: fields.message ?? "The upstream reported an error." };
      return [];
    }
    const write = open(event);
    usage = parseGeminiUsage(event) ?? usage;
    const out = asArray(event.candidates).flatMap((candidate) => writeCandidate(asObject(candidate), write));
    if (!isBlocked && candidates.size === 0 && isPromptBlocked(event)) {
      isBlocked = true;
      out.push(write.delta({ role: "assistant", content: "" }), write.finish("content_filter"));
    }
    return out;
  }

  function isFinished(): boolean {
    return isBlocked || (candidates.size > 0 && [...candidates.values()].every((state) => state.isFinished));
  }

  return {
    feed,
    end: () => (isFinished() && input.includeUsage && usage && writer ? [writer.usage(usage)] : []),
    usage: () => usage,
    isFinished,
    error: () => error,
    contentChars: () => chars,
  };
}
