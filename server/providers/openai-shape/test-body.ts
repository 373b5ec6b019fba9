import type { Endpoint, JsonObject } from "../contract";

const EMBEDDING_NAME = /embed|(?:^|[/_-])(?:bge|gte|e5|m3e)(?:[-_]|$)/i;
// These think before they speak: a tiny limit ends in an empty answer and a false alarm.
const REASONING_NAME =
  /(?:^|[/_-])o[1-9](?:[-_]|$)|gpt-5|reason|think|(?:^|[/_-])r1(?:[-_]|$)|qwq|gemini-(?:2\.5|[3-9])|grok-[3-9]|magistral|glm-(?:4\.[5-9]|[5-9])|gpt-oss|claude-[a-z]+-[5-9]/i;
// OpenAI's own reasoning models refuse `max_tokens`.
const COMPLETION_LIMIT_NAME = /^(?:o[1-9](?:[-_]|$)|gpt-5)/i;

export const TEST_TOKENS_MAX = 16;
export const TEST_TOKENS_MAX_REASONING = 1024;

export function isEmbeddingModel(model: string): boolean {
  return EMBEDDING_NAME.test(model);
}

/** The smallest OpenAI-shaped request that proves a model answers; every provider translates it like any other. */
export function buildTestBody(model: string, isStream: boolean): { endpoint: Endpoint; body: JsonObject } {
  if (isEmbeddingModel(model)) return { endpoint: "embeddings", body: { model, input: "hi" } };
  const tokensMax = REASONING_NAME.test(model) ? TEST_TOKENS_MAX_REASONING : TEST_TOKENS_MAX;
  const limit = COMPLETION_LIMIT_NAME.test(model) ? "max_completion_tokens" : "max_tokens";
  return {
    endpoint: "chat",
    body: {
      model,
      messages: [{ role: "user", content: "Say hi." }],
      [limit]: tokensMax,
      ...(isStream && { stream: true }),
    },
  };
}
