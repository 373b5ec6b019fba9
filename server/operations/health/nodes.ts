import type { ServiceContext } from "@/server/kernel/context";
import { readStateVersions } from "@/server/kernel/state-version";
import { NodeFigures, NodeVersions } from "@/server/operations/propagation/schema";

/** Five heartbeats. */
const GONE_AFTER_MS = 10_000;
/** What has been gone for longer is no news. */
const FORGOTTEN_AFTER_MS = 3_600_000;
/** A node says what it has with its next heartbeat: until then it is not late. */
const LATE_AFTER_MS = 5_000;

export type TopicState = { topic: string; inForce: number; latest: number; isLate: boolean };

export type NodeView = {
  id: string;
  role: string;
  hostname: string;
  version: string;
  startedAt: Date;
  lastSeenAt: Date;
  isGone: boolean;
  /** How long the last change took to get there; null before the first. */
  lagMs: number | null;
  /** What of each subject is in force there, and what should be. */
  topics: TopicState[];
  isBehind: boolean;
  /** Of the keys asked for since the start, those that were in memory; null where there is no such cache or nothing asked. */
  cacheHitShare: number | null;
  /** Of those that were not, the ones that Redis had; null as above. */
  sharedHitShare: number | null;
  figures: NodeFigures;
};

type Beat = { beat: number; seenAtMs: number };

/** Bundles of one process share no modules. */
const shared = globalThis as typeof globalThis & { gatehouseBeats?: Map<string, Beat> };
shared.gatehouseBeats ??= new Map();
const beats = shared.gatehouseBeats;

/** Every process that has not said goodbye, those that are gone last, the gateways first. */
export async function readNodes(ctx: ServiceContext): Promise<NodeView[]> {
  const rows = await ctx.db.node.findMany({ orderBy: [{ role: "desc" }, { hostname: "asc" }, { id: "asc" }] });
  const latest = await readStateVersions(ctx.db);
  const ids = new Set(rows.map(({ id }) => id));
  for (const id of beats.keys()) if (!ids.has(id)) beats.delete(id);
  const known = rows.map((row) => ({ row, silentMs: silenceOf(row.id, row.lastSeenAt, ctx.clock()) }));
  const shown = known.filter(({ silentMs }) => silentMs <= FORGOTTEN_AFTER_MS);
  const nodes = shown.map(({ row, silentMs }) => {
    const { id, role, hostname, version, startedAt, lastSeenAt, stateLagMs } = row;
    const versions = parsed(NodeVersions, row.stateVersions) ?? {};
    const figures = parsed(NodeFigures, row.figures) ?? {};
    const topics = latest.map(({ topic, version: newest, ageMs }) => {
      const inForce = versions[topic] ?? 0;
      const isLate = inForce < Number(newest) && (ageMs ?? Number.POSITIVE_INFINITY) > LATE_AFTER_MS;
      return { topic, inForce, latest: Number(newest), isLate };
    });
    return {
      ...{ id, role, hostname, version, startedAt, lastSeenAt, topics, figures },
      isGone: silentMs > GONE_AFTER_MS,
      lagMs: stateLagMs,
      isBehind: topics.some(({ isLate }) => isLate),
      cacheHitShare: hitShare(figures.authHits, figures.authMisses),
      sharedHitShare: hitShare(figures.authSharedHits, figures.authSharedMisses),
    };
  });
  return nodes.sort((left, right) => Number(left.isGone) - Number(right.isGone));
}

/**
 * How long a node's heartbeat has stood still, in milliseconds of this process's own clock: two machines' clocks may be apart.
 * Only at first sight there is nothing but the time it wrote itself.
 */
function silenceOf(id: string, lastSeenAt: Date, now: Date): number {
  const nowMs = performance.now();
  const beat = lastSeenAt.getTime();
  const known = beats.get(id);
  if (!known) beats.set(id, { beat, seenAtMs: nowMs - Math.max(0, now.getTime() - beat) });
  else if (known.beat !== beat) beats.set(id, { beat, seenAtMs: nowMs });
  return nowMs - (beats.get(id)?.seenAtMs ?? nowMs);
}

function hitShare(hits = 0, misses = 0): number | null {
  return hits + misses === 0 ? null : hits / (hits + misses);
}

/** What an older version of the program wrote may have another form. */
function parsed<T>(schema: { safeParse: (value: unknown) => { success: boolean; data?: T } }, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
