import { cumulativeDraw, randomOf, seededId } from "./seeded";

/** What a model costs (dollars a million tokens) and how it behaves. */
export type BenchModel = {
  name: string;
  input: number;
  output: number;
  endpoint: "chat" | "embeddings";
  medianMs: number;
  channels: readonly string[];
};

const NAMES = [
  ["gpt-4o-mini", 0.15, 0.6],
  ["gpt-4o", 2.5, 10],
  ["claude-sonnet-4", 3, 15],
  ["gemini-2.5-flash", 0.3, 2.5],
  ["text-embedding-3-small", 0.02, 0],
  ["gpt-4.1", 2, 8],
  ["gpt-4.1-mini", 0.4, 1.6],
  ["deepseek-chat", 0.27, 1.1],
  ["claude-3-5-haiku", 0.8, 4],
  ["gemini-2.5-pro", 1.25, 10],
  ["o4-mini", 1.1, 4.4],
  ["deepseek-reasoner", 0.55, 2.19],
  ["qwen-max", 1.6, 6.4],
  ["qwen-plus", 0.4, 1.2],
  ["text-embedding-3-large", 0.13, 0],
  ["mistral-large", 2, 6],
  ["mistral-small", 0.1, 0.3],
  ["llama-3.3-70b", 0.6, 0.6],
  ["llama-3.1-8b", 0.05, 0.08],
  ["grok-3", 3, 15],
  ["grok-3-mini", 0.3, 0.5],
  ["o3", 2, 8],
  ["claude-opus-4", 15, 75],
  ["glm-4.5", 0.6, 2.2],
  ["kimi-k2", 0.6, 2.5],
  ["doubao-pro", 0.11, 0.28],
  ["yi-large", 3, 3],
  ["command-r-plus", 2.5, 10],
  ["gpt-4.1-nano", 0.1, 0.4],
  ["moderation-test", 0.01, 0.01],
] as const;

const CHANNELS = 20;
const CHANNELS_OF_MODEL = 3;

export const GROUPS = ["default", "vip", "partner", "trial", "internal"] as const;
export const drawGroup = cumulativeDraw([70, 15, 8, 6, 1]);
export const GROUP_RATIOS: Record<(typeof GROUPS)[number], number> = {
  default: 1,
  vip: 0.8,
  partner: 0.6,
  trial: 1.2,
  internal: 0,
};

/** The channels and models of every data set, from the seed alone. The last model is rare: one request in ten thousand. */
export function makeSupply(seed: number, madeAt: number): { channelIds: string[]; models: BenchModel[] } {
  const channelIds = Array.from({ length: CHANNELS }, (_, index) =>
    seededId("chn", madeAt + index * 60_000, randomOf(seed, 1_000 + index)),
  );
  const models = NAMES.map(([name, input, output], index): BenchModel => {
    const random = randomOf(seed, 2_000 + index);
    const first = random.between(0, CHANNELS - 1);
    return {
      name,
      input,
      output,
      endpoint: name.startsWith("text-embedding") ? "embeddings" : "chat",
      medianMs: name.startsWith("text-embedding") ? 120 : random.between(600, 9_000),
      channels: Array.from(
        { length: CHANNELS_OF_MODEL },
        (_, place) => channelIds[(first + place * 7) % CHANNELS] ?? "",
      ),
    };
  });
  return { channelIds, models };
}

const RARE_SHARE = 1e-4;

/** A model's place, popular ones far more often. */
export const drawModel = cumulativeDraw([
  ...NAMES.slice(0, -1).map((_, place) => 1 / (place + 1) ** 0.9),
  RARE_SHARE * NAMES.slice(0, -1).reduce((sum, _, place) => sum + 1 / (place + 1) ** 0.9, 0),
]);
