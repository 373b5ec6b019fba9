import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";
import { readStateVersions } from "@/server/kernel/state-version";
import { type Finding, noteState } from "./finding";
import { checkLedger, checkNodes, checkPropagation, checkRedis } from "./node-checks";
import { type NodeView, readNodes } from "./nodes";
import { checkDatabase, checkDisk, checkStorage } from "./place-checks";
import { HEALTH_CHECKS, type HealthCheckName, type HealthState, type PropagationInput } from "./schema";
import { checkChannels, checkJobs, checkMail } from "./work-checks";

export type HealthCheck = Omit<Finding, "since" | "figures"> & {
  name: HealthCheckName;
  since: Date;
  figures: Record<string, number | string>;
};

export type Health = { state: HealthState; checkedAt: Date; checks: HealthCheck[]; nodes: NodeView[] };

/** How the installation is: each part with its state, since when, and why; and every process with what is in force in it. */
export async function getHealth(ctx: ServiceContext): Promise<Health> {
  authorize(ctx, "health.read");
  return readHealth(ctx);
}

/** Looks at everything, so that "since" is right before anybody asks, and logs what has changed. Recurring work. */
export async function observeHealth(ctx: ServiceContext): Promise<{ state: HealthState }> {
  authorize(ctx, "health.read");
  const { state } = await readHealth(ctx);
  return { state };
}

export type Propagation = {
  topic: string;
  version: number;
  /** Processes that are alive, and those in which this version is in force. */
  nodeCount: number;
  inForceCount: number;
  /** The longest way the last change had; null when nobody says. */
  lagMs: number | null;
};

/** On how many nodes a version of a subject is in force; without a version, the newest. */
export async function getPropagation(ctx: ServiceContext, input: PropagationInput): Promise<Propagation> {
  authorize(ctx, "health.read");
  const newest = (await readStateVersions(ctx.db)).find(({ topic }) => topic === input.topic);
  const version = input.version ?? Number(newest?.version ?? 0n);
  const alive = (await readNodes(ctx)).filter((node) => !node.isGone);
  const current = alive.filter((node) => (inForceAt(node, input.topic) ?? 0) >= version);
  const lags = current.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  return {
    topic: input.topic,
    version,
    nodeCount: alive.length,
    inForceCount: current.length,
    lagMs: lags.length === 0 ? null : Math.max(...lags),
  };
}

function inForceAt(node: NodeView, topic: string): number | undefined {
  return node.topics.find((state) => state.topic === topic)?.inForce;
}

async function readHealth(ctx: ServiceContext): Promise<Health> {
  const nodes = await readNodes(ctx);
  const findings: Record<HealthCheckName, Finding> = {
    nodes: checkNodes(nodes),
    propagation: checkPropagation(nodes),
    redis: checkRedis(nodes),
    ledger: checkLedger(nodes),
    database: await checkDatabase(ctx),
    storage: await checkStorage(),
    disk: await checkDisk(),
    channels: await checkChannels(ctx),
    jobs: await checkJobs(ctx),
    mail: await checkMail(ctx),
  };
  const now = ctx.clock();
  const checks = HEALTH_CHECKS.map((name) => toCheck(name, findings[name], now));
  return { state: worstOf(checks), checkedAt: now, checks, nodes };
}

function toCheck(name: HealthCheckName, finding: Finding, now: Date): HealthCheck {
  const { state, detail, figures = {} } = finding;
  const { since, was } = noteState(name, state, now);
  if (was !== null) logger[state === "ok" ? "info" : "warn"]({ check: name, state, was, detail }, "health has changed");
  return { name, state, detail, figures, since: finding.since ?? since };
}

function worstOf(checks: readonly HealthCheck[]): HealthState {
  if (checks.some(({ state }) => state === "failed")) return "failed";
  return checks.some(({ state }) => state === "degraded") ? "degraded" : "ok";
}
