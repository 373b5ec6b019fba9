import type { Reply } from "./reply";
import { tokensOf } from "./reply";
import { type Body, embed, MOCK_MODELS, numberOf, type ParsedRequest, textOf, type Wire, wordsFor } from "./wire";

const FINISH = { stop: "stop", length: "length", tool: "tool_calls" } as const;
const DIMENSIONS_DEFAULT = 64;

function usageOf(reply: Reply): Body | undefined {
  const { usage } = reply;
  if (!usage) return undefined;
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function toolCalls(reply: Reply): Body[] | undefined {
  return reply.tool ? [{ id: "call_mock", type: "function", function: reply.tool }] : undefined;
}

function choiceOf(request: ParsedRequest, reply: Reply): Body {
  const finish_reason = FINISH[reply.finish];
  if (request.task === "completions") return { index: 0, text: reply.pieces.join(""), logprobs: null, finish_reason };
  const content = reply.tool ? null : reply.pieces.join("");
  return {
    index: 0,
    message: { role: "assistant", content, refusal: null, tool_calls: toolCalls(reply) },
    logprobs: null,
    finish_reason,
  };
}

function deltasOf(request: ParsedRequest, reply: Reply): Body[] {
  if (request.task === "completions") {
    return [
      ...reply.pieces.map((text) => ({ index: 0, text, finish_reason: null })),
      { index: 0, text: "", finish_reason: FINISH[reply.finish] },
    ];
  }
  const deltas: Body[] = [
    { role: "assistant", content: reply.tool ? null : "" },
    ...reply.pieces.map((content) => ({ content })),
  ];
  if (reply.tool) {
    deltas.push({
      tool_calls: [{ index: 0, id: "call_mock", type: "function", function: { name: reply.tool.name, arguments: "" } }],
    });
    for (const piece of reply.tool.arguments.match(/.{1,12}/gs) ?? [])
      deltas.push({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  }
  return [
    ...deltas.map((delta) => ({ index: 0, delta, logprobs: null, finish_reason: null })),
    { index: 0, delta: {}, logprobs: null, finish_reason: FINISH[reply.finish] },
  ];
}

/** OpenAI's format; Azure's is the same behind another path. */
export const openAiWire: Wire = {
  question({ model, body }) {
    const messages = Array.isArray(body.messages) ? (body.messages as Body[]) : [];
    const users = messages.filter((message) => message.role === "user");
    const tools = Array.isArray(body.tools) ? (body.tools as { function?: { name?: string } }[]) : [];
    const prompt = body.prompt ?? messages;
    return {
      model,
      lastText: textOf(users.at(-1)?.content) || textOf(body.prompt),
      promptChars:
        typeof prompt === "string"
          ? prompt.length
          : messages.reduce((sum, message) => sum + 16 + textOf(message.content).length, 0),
      tokensMax: numberOf(body.max_completion_tokens) ?? numberOf(body.max_tokens),
      firstToolName: tools[0]?.function?.name ?? null,
    };
  },
  answer(request, reply) {
    const isChat = request.task === "chat";
    return {
      id: `${isChat ? "chatcmpl" : "cmpl"}-${reply.id}`,
      object: isChat ? "chat.completion" : "text_completion",
      created: reply.createdAtSeconds,
      model: reply.model,
      choices: [choiceOf(request, reply)],
      usage: usageOf(reply),
      system_fingerprint: "fp_mock",
    };
  },
  frames(request, reply, behaviour) {
    const isChat = request.task === "chat";
    const includeUsage =
      (request.body.stream_options as Body | undefined)?.include_usage === true && reply.usage !== null;
    const head = {
      id: `${isChat ? "chatcmpl" : "cmpl"}-${reply.id}`,
      object: isChat ? "chat.completion.chunk" : "text_completion",
      created: reply.createdAtSeconds,
      model: reply.model,
      system_fingerprint: "fp_mock",
    };
    const frames = deltasOf(request, reply).map(
      (choice) => `data: ${JSON.stringify({ ...head, choices: [choice], ...(includeUsage && { usage: null }) })}\n\n`,
    );
    if (includeUsage) frames.push(`data: ${JSON.stringify({ ...head, choices: [], usage: usageOf(reply) })}\n\n`);
    if (behaviour.hasDone) frames.push("data: [DONE]\n\n");
    return frames;
  },
  embeddings({ model, body }) {
    const inputs = Array.isArray(body.input) && typeof body.input[0] !== "number" ? body.input : [body.input];
    const texts = inputs.map((input) => (typeof input === "string" ? input : JSON.stringify(input ?? "")));
    const dimensions = Math.min(4096, numberOf(body.dimensions) ?? DIMENSIONS_DEFAULT);
    const tokens = texts.reduce((sum, text) => sum + tokensOf(text.length), 0);
    const data = texts.map((text, index) => {
      const vector = embed(text, dimensions);
      const isBase64 = body.encoding_format === "base64";
      return {
        object: "embedding",
        index,
        embedding: isBase64 ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector,
      };
    });
    return { object: "list", data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  },
  models: () => ({
    object: "list",
    data: MOCK_MODELS.map((id) => ({ id, object: "model", created: 1_700_000_000, owned_by: "mock" })),
  }),
  error(status, code) {
    const words = wordsFor(status, code);
    return { error: { message: words.message, type: words.type, param: null, code: words.code } };
  },
  errorFrame: () => `data: ${JSON.stringify(openAiWire.error(500, undefined))}\n\n`,
};
