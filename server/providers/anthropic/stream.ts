import type { JsonObject, SseEvent, StreamParser } from "../contract";
import { asNumber, asObject, asString, parseJson } from "../json-value";
import { type ChunkWriter, createChunkWriter } from "../openai-shape/chunk-writer";
import { finishReasonOf, usageOfCounts } from "./response";

/**
 * Messages events to OpenAI chunks. Counts are cumulative: message_start brings the input, message_delta the output so far
 * (and, in newer versions, all of it again), so later ones overwrite earlier ones field by field.
 */
export function createMessagesStreamParser(input: { model: string; includeUsage: boolean }): StreamParser {
  let writer: ChunkWriter = createChunkWriter({ id: "", model: input.model });
  let counts: JsonObject = {};
  let isFinished = false;
  let error: ReturnType<StreamParser["error"]> = null;
  let chars = 0;
  // Anthropic numbers all blocks; OpenAI numbers tool calls alone.
  const toolIndexByBlock = new Map<number, number>();

  function startMessage(event: JsonObject): string[] {
    const message = asObject(event.message);
    writer = createChunkWriter({ id: asString(message?.id) ?? "", model: input.model });
    counts = { ...counts, ...asObject(message?.usage) };
    return [writer.delta({ role: "assistant", content: "" })];
  }

  function startBlock(event: JsonObject): string[] {
    const block = asObject(event.content_block);
    if (block?.type !== "tool_use") return [];
    const index = toolIndexByBlock.size;
    toolIndexByBlock.set(asNumber(event.index) ?? index, index);
    const name = asString(block.name) ?? "";
    chars += name.length;
    return [
      writer.delta({
        tool_calls: [{ index, id: asString(block.id) ?? "", type: "function", function: { name, arguments: "" } }],
      }),
    ];
  }

  function text(field: "content" | "reasoning_content", value: unknown): string[] {
    const piece = asString(value) ?? "";
    chars += piece.length;
    return piece === "" ? [] : [writer.delta({ [field]: piece })];
  }

  function continueBlock(event: JsonObject): string[] {
    const delta = asObject(event.delta);
    if (delta?.type === "text_delta") return text("content", delta.text);
    if (delta?.type === "thinking_delta") return text("reasoning_content", delta.thinking);
    const index = toolIndexByBlock.get(asNumber(event.index) ?? -1);
    const piece = asString(delta?.partial_json) ?? "";
    if (delta?.type !== "input_json_delta" || index === undefined || piece === "") return [];
    chars += piece.length;
    return [writer.delta({ tool_calls: [{ index, function: { arguments: piece } }] })];
  }

  function changeMessage(event: JsonObject): string[] {
    counts = { ...counts, ...asObject(event.usage) };
    const stopReason = asObject(event.delta)?.stop_reason;
    return typeof stopReason === "string" ? [writer.finish(finishReasonOf(stopReason))] : [];
  }

  function fail(event: JsonObject): string[] {
    const failure = asObject(event.error);
    error = {
      code: null,
      type: asString(failure?.type),
      message: asString(failure?.message) ?? "The upstream reported an error.",
    };
    return [];
  }

  const handlers: Record<string, (event: JsonObject) => string[]> = {
    message_start: startMessage,
    content_block_start: startBlock,
    content_block_delta: continueBlock,
    message_delta: changeMessage,
    message_stop: () => {
      isFinished = true;
      return [];
    },
    error: fail,
  };

  return {
    feed({ data }: SseEvent): string[] {
      const event = asObject(parseJson(data));
      return event ? (handlers[asString(event.type) ?? ""]?.(event) ?? []) : [];
    },
    end() {
      const usage = usageOfCounts(counts);
      return isFinished && input.includeUsage && usage ? [writer.usage(usage)] : [];
    },
    usage: () => usageOfCounts(counts),
    isFinished: () => isFinished,
    error: () => error,
    contentChars: () => chars,
  };
}
