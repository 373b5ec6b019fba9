import type { Usage } from "../contract";
import { asObject, asTokenCount } from "../json-value";
import { withSpecial } from "../special-token-schema";

/**
 * Usage from `{ usage: {…} }` in OpenAI's shape and its relatives' dialects; null when it names no counts. Vendors put
 * the cached part in different places: OpenAI in prompt_tokens_details, DeepSeek in prompt_cache_hit_tokens, Moonshot in
 * cached_tokens, Groq the whole object in x_groq.
 */
export function parseOpenAiUsage(json: unknown): Usage | null {
  const root = asObject(json);
  const usage = asObject(root?.usage) ?? asObject(asObject(root?.x_groq)?.usage);
  if (!usage) return null;
  const promptTokens = asTokenCount(usage.prompt_tokens) ?? asTokenCount(usage.input_tokens);
  const answered = asTokenCount(usage.completion_tokens) ?? asTokenCount(usage.output_tokens);
  if (promptTokens === null && answered === null) return null;
  const details = asObject(usage.prompt_tokens_details) ?? asObject(usage.input_tokens_details);
  const cached =
    asTokenCount(details?.cached_tokens) ??
    asTokenCount(usage.prompt_cache_hit_tokens) ??
    asTokenCount(usage.cached_tokens) ??
    0;
  const prompt = promptTokens ?? 0;
  return {
    promptTokens: prompt,
    cachedTokens: Math.min(cached, prompt),
    completionTokens: (answered ?? 0) + reasoningBeside(usage, prompt, answered ?? 0),
    ...withSpecial({
      audioInput: asTokenCount(details?.audio_tokens),
      imageInput: asTokenCount(details?.image_tokens),
      audioOutput: asTokenCount(
        (asObject(usage.completion_tokens_details) ?? asObject(usage.output_tokens_details))?.audio_tokens,
      ),
      // As resellers of Claude in OpenAI's shape name it: part of the prompt there, too.
      cacheWrite: asTokenCount(details?.cached_creation_tokens) ?? asTokenCount(details?.cache_creation_tokens),
    }),
  };
}

// xAI counts reasoning beside completion_tokens instead of inside it; the total gives it away.
function reasoningBeside(usage: Record<string, unknown>, prompt: number, completion: number): number {
  const reasoning = asTokenCount(asObject(usage.completion_tokens_details)?.reasoning_tokens) ?? 0;
  const total = asTokenCount(usage.total_tokens);
  return reasoning > 0 && total === prompt + completion + reasoning ? reasoning : 0;
}

/** Our own usage in OpenAI's shape, for answers we translate. */
export function toOpenAiUsage(usage: Usage): Record<string, unknown> {
  const { special } = usage;
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cachedTokens,
      ...(special?.cacheWrite ? { cached_creation_tokens: special.cacheWrite } : {}),
      ...(special?.audioInput ? { audio_tokens: special.audioInput } : {}),
      ...(special?.imageInput ? { image_tokens: special.imageInput } : {}),
    },
    ...(special?.audioOutput ? { completion_tokens_details: { audio_tokens: special.audioOutput } } : {}),
  };
}
