import type { Reply } from "./reply";
import { type Body, embed, MOCK_MODELS, numberOf, textOf, type Wire, wordsFor } from "./wire";

const FINISH = { stop: "STOP", length: "MAX_TOKENS", tool: "STOP" } as const;
const STATUS_NAMES: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

function usageOf(reply: Reply, completion: number): Body | undefined {
  const { usage } = reply;
  if (!usage) return undefined;
  const cached = usage.cached > 0 ? { cachedContentTokenCount: usage.cached } : {};
  return {
    promptTokenCount: usage.prompt,
    candidatesTokenCount: completion,
    totalTokenCount: usage.prompt + completion,
    ...cached,
  };
}

function answerOf(reply: Reply, parts: Body[], finishReason: string | undefined): Body {
  return {
    candidates: [{ content: { parts, role: "model" }, finishReason, index: 0 }],
    usageMetadata: usageOf(reply, reply.usage?.completion ?? 0),
    modelVersion: reply.model,
    responseId: reply.id,
  };
}

function partsOf(reply: Reply): Body[] {
  if (reply.tool) return [{ functionCall: { name: reply.tool.name, args: JSON.parse(reply.tool.arguments) as Body } }];
  return reply.pieces.length === 0 ? [] : [{ text: reply.pieces.join("") }];
}

export const geminiWire: Wire = {
  question({ model, body }) {
    const contents = Array.isArray(body.contents) ? (body.contents as Body[]) : [];
    const tools = Array.isArray(body.tools) ? (body.tools as { functionDeclarations?: { name?: string }[] }[]) : [];
    const said = contents.filter((content) => content.role !== "model").at(-1);
    return {
      model,
      lastText: textOf(said?.parts),
      promptChars: contents.reduce((sum, content) => sum + 16 + textOf(content.parts).length, 0),
      tokensMax: numberOf((body.generationConfig as Body | undefined)?.maxOutputTokens),
      firstToolName: tools[0]?.functionDeclarations?.[0]?.name ?? null,
    };
  },
  answer: (_request, reply) => answerOf(reply, partsOf(reply), FINISH[reply.finish]),
  frames(_request, reply) {
    const pieces: Body[] = reply.tool ? partsOf(reply) : reply.pieces.map((text) => ({ text }));
    const last = pieces.length - 1;
    const answers = pieces.map((part, at) => answerOf(reply, [part], at === last ? FINISH[reply.finish] : undefined));
    return (answers.length > 0 ? answers : [answerOf(reply, [], "STOP")]).map(
      (answer) => `data: ${JSON.stringify(answer)}\r\n\r\n`,
    );
  },
  embeddings({ body }) {
    const vectorOf = (request: Body) => ({
      values: embed(
        textOf((request.content as Body | undefined)?.parts),
        Math.min(4096, numberOf(request.outputDimensionality) ?? 64),
      ),
    });
    if (!Array.isArray(body.requests)) return { embedding: vectorOf(body) };
    return { embeddings: (body.requests as Body[]).map(vectorOf) };
  },
  models: () => ({
    models: MOCK_MODELS.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      supportedGenerationMethods: id.includes("embedding") ? ["embedContent"] : ["generateContent", "countTokens"],
    })),
  }),
  error(status, code) {
    return {
      error: { code: status, message: wordsFor(status, code).message, status: STATUS_NAMES[status] ?? "UNKNOWN" },
    };
  },
  errorFrame: () => `data: ${JSON.stringify(geminiWire.error(503, undefined))}\r\n\r\n`,
};
