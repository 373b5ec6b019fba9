import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { firstIdAt } from "@/server/kernel/ids";
import { TEST_STRIP_LENGTH } from "./schema";

const WINDOW_MS = 3_600_000;
/** The latest attempts of the site that are looked at: a bound on the work, whatever the traffic. */
const ATTEMPTS_MAX = 5_000;
/** A list that is open in many browsers asks often; the answer need not be fresher than this. */
const SAMPLE_VALID_MS = 5_000;

export type ChannelPulse = {
  /** Calls in the sample: of the last hour, at most the site's latest 5,000. */
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
  const sample = await readSample(ctx);
  const entries = await Promise.all(
    input.ids.map(async (id) => [id, { ...pulseOf(sample.get(id) ?? []), strip: await readStrip(ctx, id) }] as const),
  );
  return Object.fromEntries(entries);
}

type Call = { durationMs: number; isFailure: boolean };

/** Count, success and the 95th percentile (nearest rank) of calls. */
export function pulseOf(calls: readonly Call[]): Omit<ChannelPulse, "strip"> {
  if (calls.length === 0) return { callCount: 0, successRatio: null, p95Ms: null };
  const failures = calls.filter((call) => call.isFailure).length;
  const durations = calls.map((call) => call.durationMs).sort((a, b) => a - b);
  return {
    callCount: calls.length,
    successRatio: (calls.length - failures) / calls.length,
    p95Ms: durations[Math.ceil(durations.length * 0.95) - 1] ?? null,
  };
}

type Sample = Map<string, Call[]>;
const samples = new WeakMap<object, { at: number; calls: Promise<Sample> }>();

function readSample(ctx: ServiceContext): Promise<Sample> {
  const now = ctx.clock().getTime();
  const cached = samples.get(ctx.db);
  if (cached && now - cached.at < SAMPLE_VALID_MS) return cached.calls;
  const calls = querySample(ctx, now);
  samples.set(ctx.db, { at: now, calls });
  calls.catch(() => samples.delete(ctx.db));
  return calls;
}

/** Request ids begin with their time, so the primary key alone finds the last hour. */
async function querySample(ctx: ServiceContext, now: number): Promise<Sample> {
  const rows = await ctx.db.attempt.findMany({
    where: { requestId: { gte: firstIdAt("req", now - WINDOW_MS) } },
    orderBy: [{ requestId: "desc" }, { position: "desc" }],
    take: ATTEMPTS_MAX,
    select: { channelId: true, durationMs: true, fault: true },
  });
  const sample: Sample = new Map();
  for (const { channelId, durationMs, fault } of rows) {
    const calls = sample.get(channelId) ?? [];
    calls.push({ durationMs, isFailure: fault !== "none" && fault !== "client" });
    sample.set(channelId, calls);
  }
  return sample;
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
