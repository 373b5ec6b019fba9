import type { Reply } from "./reply";
import { type Body, MOCK_MODELS, numberOf, textOf, type Wire, wordsFor } from "./wire";

const STOP = { stop: "end_turn", length: "max_tokens", tool: "tool_use" } as const;
const ERROR_TYPES: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

// Anthropic counts cached input beside input_tokens, not inside it.
function usageOf(reply: Reply, outputTokens: number): Body {
  const { prompt, cached } = reply.usage ?? { prompt: 0, cached: 0 };
  return {
    input_tokens: prompt - cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    output_tokens: outputTokens,
  };
}

function messageOf(reply: Reply): Body {
  return {
    id: `msg_${reply.id}`,
    type: "message",
    role: "assistant",
    model: reply.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
}

const frame = (type: string, body: Body) => `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;

function blockFrames(reply: Reply): string[] {
  if (reply.tool) {
    const pieces = reply.tool.arguments.match(/.{1,12}/gs) ?? [];
    return [
      frame("content_block_start", {
        index: 0,
        content_block: { type: "tool_use", id: "toolu_mock", name: reply.tool.name, input: {} },
      }),
      ...pieces.map((piece) =>
        frame("content_block_delta", { index: 0, delta: { type: "input_json_delta", partial_json: piece } }),
      ),
      frame("content_block_stop", { index: 0 }),
    ];
  }
  return [
    frame("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    frame("ping", {}),
    ...reply.pieces.map((text) => frame("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
    frame("content_block_stop", { index: 0 }),
  ];
}

export const anthropicWire: Wire = {
  question({ model, body }) {
    const messages = Array.isArray(body.messages) ? (body.messages as Body[]) : [];
    const tools = Array.isArray(body.tools) ? (body.tools as { name?: string }[]) : [];
    const said = messages.filter((message) => message.role === "user").at(-1);
    return {
      model,
      lastText: textOf(said?.content),
      promptChars:
        textOf(body.system).length + messages.reduce((sum, message) => sum + 16 + textOf(message.content).length, 0),
      tokensMax: numberOf(body.max_tokens),
      firstToolName: tools[0]?.name ?? null,
    };
  },
  answer(_request, reply) {
    const text = reply.pieces.join("");
    const content: Body[] = reply.tool
      ? [{ type: "tool_use", id: "toolu_mock", name: reply.tool.name, input: JSON.parse(reply.tool.arguments) as Body }]
      : text === ""
        ? []
        : [{ type: "text", text }];
    return {
      ...messageOf(reply),
      content,
      stop_reason: STOP[reply.finish],
      ...(reply.usage && { usage: usageOf(reply, reply.usage.completion) }),
    };
  },
  frames(_request, reply, behaviour) {
    const start = { ...messageOf(reply), ...(reply.usage && { usage: usageOf(reply, 1) }) };
    const frames = [frame("message_start", { message: start }), ...blockFrames(reply)];
    const usage = reply.usage && { usage: { output_tokens: reply.usage.completion } };
    frames.push(frame("message_delta", { delta: { stop_reason: STOP[reply.finish], stop_sequence: null }, ...usage }));
    if (behaviour.hasDone) frames.push(frame("message_stop", {}));
    return frames;
  },
  embeddings: () => anthropicWire.error(404, undefined),
  models: () => ({
    data: MOCK_MODELS.map((id) => ({ type: "model", id, display_name: id, created_at: "2025-01-01T00:00:00Z" })),
    has_more: false,
    first_id: MOCK_MODELS[0],
    last_id: MOCK_MODELS.at(-1),
  }),
  error(status, code) {
    // An empty Anthropic account answers 400, not 402 or 429.
    const message =
      code === "insufficient_quota"
        ? "Your credit balance is too low to access the Anthropic API."
        : wordsFor(status, code).message;
    return { type: "error", error: { type: ERROR_TYPES[status] ?? "api_error", message } };
  },
  errorFrame: () => frame("error", { error: { type: "overloaded_error", message: "Overloaded" } }),
};
