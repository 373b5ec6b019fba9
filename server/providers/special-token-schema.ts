/**
 * Tokens that may cost something else than input and output: sound and pictures in the prompt, input written to the
 * vendor's cache, sound in the answer. The first three are part of the prompt, the last of the completion.
 */
export const SPECIAL_TOKENS = ["cacheWrite", "audioInput", "imageInput", "audioOutput"] as const;
export type SpecialToken = (typeof SPECIAL_TOKENS)[number];

/** How many of them there were; what did not occur is absent. */
export type SpecialTokens = { readonly [Kind in SpecialToken]?: number };

/** The counts above nothing, in one order; undefined when there are none, so that ordinary usage stays as it is. */
export function specialTokensOf(
  counts: { readonly [Kind in SpecialToken]?: number | null },
): SpecialTokens | undefined {
  const entries = SPECIAL_TOKENS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [[kind, count] as const] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** For spreading into a usage: nothing where nothing special occurred. */
export function withSpecial(counts: Parameters<typeof specialTokensOf>[0]): { special?: SpecialTokens } {
  const special = specialTokensOf(counts);
  return special ? { special } : {};
}
