import type { JsonObject, Usage } from "../contract";
import { toOpenAiUsage } from "./usage";

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

export type ChunkWriter = {
  /** One chunk with a piece of an answer. */
  delta(delta: JsonObject, index?: number): string;
  finish(reason: FinishReason, index?: number): string;
  /** The last chunk of `stream_options.include_usage`: no choices, only the counts. */
  usage(usage: Usage): string;
};

/** Writes OpenAI chat chunks that belong to one answer: they share id, model and time. */
export function createChunkWriter(input: { id: string; model: string }): ChunkWriter {
  const created = Math.floor(Date.now() / 1000);
  const head = { id: `chatcmpl-${input.id}`, object: "chat.completion.chunk", created, model: input.model };
  const write = (choices: JsonObject[], rest: JsonObject = {}) => JSON.stringify({ ...head, choices, ...rest });
  return {
    delta: (delta, index = 0) => write([{ index, delta, logprobs: null, finish_reason: null }]),
    finish: (reason, index = 0) => write([{ index, delta: {}, logprobs: null, finish_reason: reason }]),
    usage: (usage) => write([], { usage: toOpenAiUsage(usage) }),
  };
}

export type ToolCall = {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
  extra_content?: JsonObject;
};

export type Answer = {
  content: string | null;
  reasoning: string;
  toolCalls: ToolCall[];
  images?: JsonObject[];
  finishReason: FinishReason;
};

/** A whole chat answer in OpenAI's shape. */
export function writeCompletion(input: {
  id: string;
  model: string;
  answers: Answer[];
  usage: Usage | null;
}): JsonObject {
  return {
    id: `chatcmpl-${input.id}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: input.model,
    choices: input.answers.map((answer, index) => ({
      index,
      message: {
        role: "assistant",
        content: answer.content,
        refusal: null,
        ...(answer.reasoning !== "" && { reasoning_content: answer.reasoning }),
        ...(answer.toolCalls.length > 0 && { tool_calls: answer.toolCalls }),
        ...(answer.images && answer.images.length > 0 && { images: answer.images }),
      },
      logprobs: null,
      finish_reason: answer.finishReason,
    })),
    ...(input.usage && { usage: toOpenAiUsage(input.usage) }),
  };
}
