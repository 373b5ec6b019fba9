import { type JsonObject, ProviderResponseError, type Usage } from "../contract";
import { asArray, asObject, asString, asTokenCount } from "../json-value";
import { type FinishReason, type ToolCall, writeCompletion } from "../openai-shape/chunk-writer";
import { withSpecial } from "../special-token-schema";

const FINISH_BY_STOP: Record<string, FinishReason> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

export function finishReasonOf(stopReason: unknown): FinishReason {
  return FINISH_BY_STOP[asString(stopReason) ?? ""] ?? "stop";
}

/** Anthropic counts input in three heaps: fresh, written to the cache, read from it. All are prompt; only the last is cached. */
export function usageOfCounts(counts: JsonObject | null): Usage | null {
  const fresh = asTokenCount(counts?.input_tokens);
  const output = asTokenCount(counts?.output_tokens);
  if (fresh === null && output === null) return null;
  const written = asTokenCount(counts?.cache_creation_input_tokens) ?? 0;
  const read = asTokenCount(counts?.cache_read_input_tokens) ?? 0;
  return {
    promptTokens: (fresh ?? 0) + written + read,
    cachedTokens: read,
    completionTokens: output ?? 0,
    ...withSpecial({ cacheWrite: written }),
  };
}

/** Usage of a message, or of a stream event that carries some. */
export function parseAnthropicUsage(json: unknown): Usage | null {
  const root = asObject(json);
  return usageOfCounts(asObject(root?.usage) ?? asObject(asObject(root?.message)?.usage));
}

export function parseMessage(json: unknown, model: string): { body: JsonObject; usage: Usage | null } {
  const message = asObject(json);
  if (message?.type !== "message" || !Array.isArray(message.content))
    throw new ProviderResponseError("The upstream's answer is no message.");
  let content = "";
  let reasoning = "";
  const toolCalls: ToolCall[] = [];
  for (const value of asArray(message.content)) {
    const block = asObject(value);
    if (block?.type === "text") content += asString(block.text) ?? "";
    if (block?.type === "thinking") reasoning += asString(block.thinking) ?? "";
    if (block?.type === "tool_use") {
      toolCalls.push({
        id: asString(block.id) ?? "",
        type: "function",
        function: { name: asString(block.name) ?? "", arguments: JSON.stringify(block.input ?? {}) },
      });
    }
  }
  const usage = parseAnthropicUsage(message);
  const answer = {
    content: content === "" && toolCalls.length > 0 ? null : content,
    reasoning,
    toolCalls,
    finishReason: finishReasonOf(message.stop_reason),
  };
  return { body: writeCompletion({ id: asString(message.id) ?? "", model, answers: [answer], usage }), usage };
}
