import type { ServiceContext } from "@/server/kernel/context";
import { encryptSecret, sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { rebuildAbilities } from "@/server/supply/ability/rebuild";
import type { Random } from "./random";

const HOUR_MS = 3_600_000;
const GROUP_NAMES = ["default", "vip", "trial"] as const;

const CHANNELS = [
  {
    name: "OpenAI main",
    provider: "openai",
    preset: "openai",
    tag: "primary",
    priority: 10,
    weight: 3,
    path: "",
    models: ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "text-embedding-3-small"],
  },
  {
    name: "Claude",
    provider: "anthropic",
    preset: "anthropic",
    tag: "primary",
    priority: 10,
    weight: 1,
    path: "",
    models: ["claude-sonnet-4", "claude-3-5-haiku"],
  },
  {
    name: "Gemini",
    provider: "gemini",
    preset: "gemini",
    tag: "spare",
    priority: 5,
    weight: 1,
    path: "",
    models: ["gemini-2.5-pro", "gemini-2.5-flash"],
  },
] as const;

/** Dollars a million tokens: input, cached input, output. */
const PRICES = {
  "gpt-4o": ["2.5", "1.25", "10"],
  "gpt-4o-mini": ["0.15", "0.075", "0.6"],
  "gpt-4.1": ["2", "0.5", "8"],
  "text-embedding-3-small": ["0.02", null, "0"],
  "claude-sonnet-4": ["3", "0.3", "15"],
  "claude-3-5-haiku": ["0.8", "0.08", "4"],
  "gemini-2.5-pro": ["1.25", "0.31", "10"],
  "gemini-2.5-flash": ["0.3", "0.075", "2.5"],
} as const;

export type DemoModel = { model: string; channelId: string; keyId: string; weight: number };

/** Groups, prices and three channels on the demo's own upstream, each with tests of the last days. Out: what they serve, and the one host beside the public ones. */
export async function createSupply(
  ctx: ServiceContext,
  input: { upstreamUrl: string; random: Random },
): Promise<{ models: DemoModel[]; allowedHost: string }> {
  await createGroups(ctx);
  await createPrices(ctx);
  const { hostname, port } = new URL(input.upstreamUrl);
  const allowedHost = `${hostname}:${port}`;
  await ctx.db.setting.create({ data: { key: "network.allowedHosts", value: JSON.stringify([allowedHost]) } });
  const models: DemoModel[] = [];
  for (const plan of CHANNELS) {
    const made = await createChannel(ctx, { plan, upstreamUrl: input.upstreamUrl });
    await createTests(ctx, { ...made, models: plan.models, random: input.random });
    for (const model of plan.models)
      models.push({ model, ...made, weight: model.includes("mini") || model.includes("flash") ? 6 : 2 });
  }
  return { models, allowedHost };
}

async function createGroups(ctx: ServiceContext): Promise<void> {
  const groups = [
    { name: "default", displayName: "Default", ratio: "1", description: "Everybody who is in no other group." },
    { name: "vip", displayName: "VIP", ratio: "0.8", description: "Customers with a contract.", isSelectable: true },
    { name: "trial", displayName: "Trial", ratio: "1.5", description: "New accounts." },
  ];
  await ctx.db.group.deleteMany({});
  await ctx.db.group.createMany({ data: groups });
}

async function createPrices(ctx: ServiceContext): Promise<void> {
  await ctx.db.modelPrice.deleteMany({});
  await ctx.db.modelPrice.createMany({
    data: Object.entries(PRICES).map(([model, [inputPrice, cachedInputPrice, outputPrice]]) => ({
      model,
      inputPrice,
      cachedInputPrice,
      outputPrice,
    })),
  });
}

type ChannelPlan = { plan: (typeof CHANNELS)[number]; upstreamUrl: string };

async function createChannel(ctx: ServiceContext, { plan, upstreamUrl }: ChannelPlan) {
  const channelId = newId("chn");
  const keyId = newId("cky");
  const key = `demo-key-${plan.provider}`;
  await withTransaction(ctx, async (tx) => {
    await tx.db.channel.create({
      data: {
        id: channelId,
        name: plan.name,
        searchText: `${plan.name} ${plan.tag} ${upstreamUrl}`.toLowerCase(),
        provider: plan.provider,
        preset: plan.preset,
        baseUrl: upstreamUrl,
        models: JSON.stringify(plan.models),
        groups: JSON.stringify(GROUP_NAMES),
        priority: plan.priority,
        weight: plan.weight,
        tag: plan.tag,
        keys: { create: { id: keyId, position: 0, secret: encryptSecret(key), hash: sha256Hex(key), hint: "demo…" } },
      },
    });
    await rebuildAbilities(tx, channelId);
  });
  return { channelId, keyId };
}

type TestPlan = { channelId: string; keyId: string; models: readonly string[]; random: Random };

async function createTests(ctx: ServiceContext, { channelId, keyId, models, random }: TestPlan): Promise<void> {
  const now = ctx.clock().getTime();
  const tests = Array.from({ length: 60 }, (_unused, index) => {
    const createdAt = new Date(now - (60 - index) * HOUR_MS);
    const isOk = random.next() > 0.05;
    return {
      id: newId("tst", createdAt.getTime()),
      channelId,
      keyId,
      model: models[index % models.length] ?? "",
      isStream: index % 2 === 0,
      isOk,
      httpStatus: isOk ? 200 : 503,
      latencyMs: random.between(300, 1_900),
      firstTokenMs: isOk ? random.between(120, 700) : null,
      answer: isOk ? "Hello! How can I help you today?" : "",
      error: isOk ? "" : "The server is overloaded. Please try again later.",
      createdAt,
    };
  });
  await ctx.db.channelTest.createMany({ data: tests });
  const last = tests.at(-1);
  await ctx.db.channel.update({
    where: { id: channelId },
    data: { responseTimeMs: last?.latencyMs ?? null, testedAt: last?.createdAt ?? null },
  });
}
