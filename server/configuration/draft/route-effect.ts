import type { ServiceContext } from "@/server/kernel/context";
import type { Wanted } from "../revision/apply";

/** How many enabled channels a group can have a model from, before and after. */
export type RouteChange = { group: string; model: string; channelsBefore: number; channelsAfter: number };

type Counts = ReadonlyMap<string, number>;

const MODELS_A_QUERY = 500;

/** What a rehearsal reads of the routes on both sides: (group, model) → how many enabled channels. */
export async function countRoutes(ctx: ServiceContext, models: readonly string[]): Promise<Counts> {
  const counts = new Map<string, number>();
  for (let from = 0; from < models.length; from += MODELS_A_QUERY) {
    const rows = await ctx.db.ability.groupBy({
      by: ["groupName", "model"],
      where: { model: { in: models.slice(from, from + MODELS_A_QUERY) }, isEnabled: true },
      _count: { _all: true },
    });
    for (const row of rows) counts.set(routeKey(row), row._count._all);
  }
  return counts;
}

/** The models of the channels that would change, as they are now and as they would be. */
export async function touchedModels(ctx: ServiceContext, wanted: readonly Wanted[]): Promise<string[]> {
  const channels = wanted.filter(({ kind }) => kind === "channel");
  if (channels.length === 0) return [];
  const now = await ctx.db.ability.findMany({
    where: { channelId: { in: channels.map(({ id }) => id) } },
    distinct: ["model"],
    select: { model: true },
  });
  const then = channels.flatMap(({ content }) => (content && "models" in content ? content.models : []));
  const named = Array.isArray(then) ? then.filter((model) => typeof model === "string") : [];
  return [...new Set([...now.map(({ model }) => model), ...named])];
}

/** The routes that appear, vanish or become wider or narrower: those that vanish first. */
export function compareRoutes(before: Counts, after: Counts): RouteChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .map((key) => {
      const [group = "", model = ""] = JSON.parse(key) as string[];
      return { group, model, channelsBefore: before.get(key) ?? 0, channelsAfter: after.get(key) ?? 0 };
    })
    .filter(({ channelsBefore, channelsAfter }) => channelsBefore !== channelsAfter)
    .sort(
      (a, b) => urgency(a) - urgency(b) || a.model.localeCompare(b.model, "en") || a.group.localeCompare(b.group, "en"),
    );
}

function urgency({ channelsBefore, channelsAfter }: RouteChange): number {
  if (channelsAfter === 0) return 0;
  return channelsBefore === 0 ? 1 : 2;
}

function routeKey({ groupName, model }: { groupName: string; model: string }): string {
  return JSON.stringify([groupName, model]);
}
