import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import { asNumber, orNull } from "@/server/kernel/database/sql-values";
import { firstIdAt } from "@/server/kernel/ids";
import { TEST_STRIP_LENGTH } from "./schema";

const WINDOW_MS = 3_600_000;
/** Of a channel that is busier than this, the latest calls of the hour are enough, and bound the work. */
const CALLS_MAX = 20_000;
/** A list that is open in many browsers asks often; the answer need not be fresher than this. */
const CALLS_VALID_MS = 5_000;
const P95 = 0.95;

export type ChannelPulse = {
  /** Calls of the last hour; of a very busy channel its latest 20,000. */
  callCount: number;
  /** Share of calls that did not fail by fault of key, channel or upstream; null without calls. */
  successRatio: number | null;
  p95Ms: number | null;
  /** The latest tests, the oldest first. */
  strip: { id: string; isOk: boolean; latencyMs: number; createdAt: Date }[];
};

/** How the given channels fare: success and latency of the last hour's calls, and their latest 60 tests. */
export async function readChannelPulse(
  ctx: ServiceContext,
  input: { ids: string[] },
): Promise<Record<string, ChannelPulse>> {
  authorize(ctx, "channel.read");
  const entries = await Promise.all(
    input.ids.map(async (id) => {
      const [calls, strip] = await Promise.all([recentCalls(ctx, id), readStrip(ctx, id)]);
      return [id, { ...calls, strip }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

type Calls = Omit<ChannelPulse, "strip">;
const known = new WeakMap<object, Map<string, { at: number; calls: Promise<Calls> }>>();

function recentCalls(ctx: ServiceContext, channelId: string): Promise<Calls> {
  const now = ctx.clock().getTime();
  const ofDatabase = known.get(ctx.db) ?? new Map<string, { at: number; calls: Promise<Calls> }>();
  known.set(ctx.db, ofDatabase);
  const cached = ofDatabase.get(channelId);
  if (cached && now - cached.at < CALLS_VALID_MS) return cached.calls;
  const calls = readCalls(readStoreOf(ctx.db), { channelId, sinceId: firstIdAt("req", now - WINDOW_MS) });
  ofDatabase.set(channelId, { at: now, calls });
  calls.catch(() => ofDatabase.delete(channelId));
  return calls;
}

/** Counted in the database, and the 95th percentile (nearest rank) taken from the slow end: only it travels. */
async function readCalls(
  store: ReadStore,
  { channelId, sinceId }: { channelId: string; sinceId: string },
): Promise<Calls> {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((index) => store.dialect.placeholder(index));
  const latest = `(SELECT duration_ms, fault FROM attempts WHERE channel_id = ${first} AND request_id >= ${second}
    ORDER BY request_id DESC LIMIT ${third}) AS latest`;
  const values = [channelId, sinceId, CALLS_MAX];
  const [counted] = await store.query(
    `SELECT count(*) AS calls, sum(CASE WHEN fault IN ('none', 'client') THEN 0 ELSE 1 END) AS failures FROM ${latest}`,
    values,
  );
  const callCount = asNumber(counted?.calls ?? 0);
  if (callCount === 0) return { callCount, successRatio: null, p95Ms: null };
  const [slow] = await store.query(
    `SELECT duration_ms FROM ${latest} ORDER BY duration_ms DESC LIMIT 1 OFFSET ${fourth}`,
    [...values, callCount - Math.ceil(callCount * P95)],
  );
  return {
    callCount,
    successRatio: (callCount - asNumber(counted?.failures ?? 0)) / callCount,
    p95Ms: orNull(slow?.duration_ms, asNumber),
  };
}

async function readStrip(ctx: ServiceContext, channelId: string): Promise<ChannelPulse["strip"]> {
  const rows = await ctx.db.channelTest.findMany({
    where: { channelId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: TEST_STRIP_LENGTH,
    select: { id: true, isOk: true, latencyMs: true, createdAt: true },
  });
  return rows.reverse();
}
