/** What a site sets for all channels of a vendor, by model; what a channel sets itself goes first. */
export type SiteOptions = {
  claude: ThinkingOptions & {
    /** Answer tokens at most, for clients that name no maximum. */
    tokensMax: readonly { model: string; tokens: number }[];
    betas: readonly { model: string; beta: string }[];
  };
  gemini: ThinkingOptions & {
    safety: readonly { category: string; threshold: string }[];
    versions: readonly { model: string; version: string }[];
  };
};

type ThinkingOptions = {
  /** "-thinking" at the end of an upstream model's name asks for thinking, "-nothinking" for none, and is no part of the name. */
  hasThinkingSuffix: boolean;
  /** Share of the answer's tokens that may be thought with, 0 to 100. */
  thinkingPercent: number;
};

/** The first entry that fits a model: a name, or the beginning of one followed by "*". */
export function findForModel<T extends { model: string }>(entries: readonly T[], model: string): T | undefined {
  return entries.find((entry) =>
    entry.model.endsWith("*") ? model.startsWith(entry.model.slice(0, -1)) : model === entry.model,
  );
}

export type Thinking = "asked" | "declined" | "unsaid";

const SUFFIX = /-(no)?thinking$/;

/** A model's name without the ending that speaks of thinking, and what it said. */
export function readThinkingSuffix(
  model: string,
  options: ThinkingOptions | undefined,
): { model: string; thinking: Thinking } {
  const [ending, no] = (options?.hasThinkingSuffix && SUFFIX.exec(model)) || [];
  if (ending === undefined) return { model, thinking: "unsaid" };
  return { model: model.slice(0, -ending.length), thinking: no === undefined ? "asked" : "declined" };
}
