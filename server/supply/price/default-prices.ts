/** A price as it is stored. Decimal strings in US dollars per million tokens. */
type StartingPrice = {
  model: string;
  mode: "token";
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string | null;
  callPrice: string;
};

/** Model, input, cached input (null: as dear as input), output. */
type Row = [model: string, input: string, cached: string | null, output: string];

const OPENAI: Row[] = [
  ["gpt-5.1", "1.25", "0.125", "10"],
  ["gpt-5", "1.25", "0.125", "10"],
  ["gpt-5-mini", "0.25", "0.025", "2"],
  ["gpt-5-nano", "0.05", "0.005", "0.4"],
  ["gpt-5-pro", "15", null, "120"],
  ["gpt-5-chat-latest", "1.25", "0.125", "10"],
  ["gpt-4.1", "2", "0.5", "8"],
  ["gpt-4.1-mini", "0.4", "0.1", "1.6"],
  ["gpt-4.1-nano", "0.1", "0.025", "0.4"],
  ["gpt-4o", "2.5", "1.25", "10"],
  ["gpt-4o-2024-11-20", "2.5", "1.25", "10"],
  ["gpt-4o-2024-08-06", "2.5", "1.25", "10"],
  ["gpt-4o-2024-05-13", "5", null, "15"],
  ["gpt-4o-mini", "0.15", "0.075", "0.6"],
  ["chatgpt-4o-latest", "5", null, "15"],
  ["o1", "15", "7.5", "60"],
  ["o1-pro", "150", null, "600"],
  ["o1-mini", "1.1", "0.55", "4.4"],
  ["o3", "2", "0.5", "8"],
  ["o3-pro", "20", null, "80"],
  ["o3-mini", "1.1", "0.55", "4.4"],
  ["o4-mini", "1.1", "0.275", "4.4"],
  ["gpt-4-turbo", "10", null, "30"],
  ["gpt-4", "30", null, "60"],
  ["gpt-3.5-turbo", "0.5", null, "1.5"],
  ["gpt-3.5-turbo-instruct", "1.5", null, "2"],
  ["text-embedding-3-large", "0.13", null, "0"],
  ["text-embedding-3-small", "0.02", null, "0"],
  ["text-embedding-ada-002", "0.1", null, "0"],
];

const ANTHROPIC: Row[] = [
  ["claude-opus-4-5", "5", "0.5", "25"],
  ["claude-opus-4-1", "15", "1.5", "75"],
  ["claude-opus-4-0", "15", "1.5", "75"],
  ["claude-sonnet-4-5", "3", "0.3", "15"],
  ["claude-sonnet-4-0", "3", "0.3", "15"],
  ["claude-haiku-4-5", "1", "0.1", "5"],
  ["claude-3-7-sonnet-latest", "3", "0.3", "15"],
  ["claude-3-5-sonnet-latest", "3", "0.3", "15"],
  ["claude-3-5-haiku-latest", "0.8", "0.08", "4"],
  ["claude-3-opus-latest", "15", "1.5", "75"],
  ["claude-3-haiku-20240307", "0.25", "0.03", "1.25"],
];

const GOOGLE: Row[] = [
  ["gemini-3-pro-preview", "2", "0.2", "12"],
  ["gemini-2.5-pro", "1.25", "0.125", "10"],
  ["gemini-2.5-flash", "0.3", "0.03", "2.5"],
  ["gemini-2.5-flash-lite", "0.1", "0.01", "0.4"],
  ["gemini-2.0-flash", "0.1", "0.025", "0.4"],
  ["gemini-2.0-flash-lite", "0.075", null, "0.3"],
  ["gemini-embedding-001", "0.15", null, "0"],
];

const OTHERS: Row[] = [
  ["deepseek-chat", "0.28", "0.028", "0.42"],
  ["deepseek-reasoner", "0.28", "0.028", "0.42"],
  ["grok-4", "3", "0.75", "15"],
  ["grok-4-fast-reasoning", "0.2", "0.05", "0.5"],
  ["grok-4-fast-non-reasoning", "0.2", "0.05", "0.5"],
  ["grok-3", "3", "0.75", "15"],
  ["grok-3-mini", "0.3", "0.075", "0.5"],
  ["grok-code-fast-1", "0.2", "0.02", "1.5"],
  ["mistral-large-2411", "2", null, "6"],
  ["mistral-medium-latest", "0.4", null, "2"],
  ["mistral-small-latest", "0.1", null, "0.3"],
  ["ministral-8b-latest", "0.1", null, "0.1"],
  ["codestral-latest", "0.3", null, "0.9"],
  ["mistral-embed", "0.1", null, "0"],
  ["command-a-03-2025", "2.5", null, "10"],
  ["command-r-plus-08-2024", "2.5", null, "10"],
  ["command-r-08-2024", "0.15", null, "0.6"],
  ["llama-3.3-70b-versatile", "0.59", null, "0.79"],
  ["llama-3.1-8b-instant", "0.05", null, "0.08"],
  ["openai/gpt-oss-120b", "0.15", null, "0.6"],
  ["openai/gpt-oss-20b", "0.075", null, "0.3"],
  ["kimi-k2-0905-preview", "0.6", "0.15", "2.5"],
  ["qwen-max", "1.6", null, "6.4"],
  ["qwen-plus", "0.4", null, "1.2"],
  ["qwen-turbo", "0.05", null, "0.2"],
  ["glm-4.6", "0.6", "0.11", "2.2"],
  ["glm-4.5-air", "0.2", "0.03", "1.1"],
];

/**
 * The price table a new installation starts from: the vendors' public list prices for standard use, as known when this was
 * written. A starting point to check, not a source: vendors change prices, and long contexts or batches cost otherwise.
 */
export const DEFAULT_PRICES: readonly StartingPrice[] = [...OPENAI, ...ANTHROPIC, ...GOOGLE, ...OTHERS].map(
  ([model, inputPrice, cachedInputPrice, outputPrice]) => ({
    model,
    mode: "token",
    inputPrice,
    outputPrice,
    cachedInputPrice,
    callPrice: "0",
  }),
);
