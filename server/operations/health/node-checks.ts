import type { Finding } from "./finding";
import type { NodeView } from "./nodes";

/** More operations than a few batches hold. */
const QUEUE_LONG = 2_000;
/** What is promised for a revoked key. */
const LAG_MAX_MS = 2_000;

/** Whether all processes are alive and of one build. */
export function checkNodes(nodes: readonly NodeView[]): Finding {
  const alive = nodes.filter((node) => !node.isGone);
  const gone = nodes.length - alive.length;
  const versions = new Set(alive.map(({ version }) => version));
  const figures = { alive: alive.length, gone, versions: versions.size };
  if (!alive.some(({ role }) => role === "gateway")) return { state: "failed", detail: "noGateway", figures };
  if (gone > 0) {
    const since = nodes.find((node) => node.isGone)?.lastSeenAt ?? null;
    return { state: "degraded", detail: "gone", figures, since };
  }
  if (versions.size > 1) return { state: "degraded", detail: "versionsDiffer", figures };
  return { state: "ok", detail: "alive", figures };
}

/** Whether what was saved is in force everywhere. */
export function checkPropagation(nodes: readonly NodeView[]): Finding {
  const alive = nodes.filter((node) => !node.isGone);
  const current = alive.filter((node) => !node.isBehind);
  const lagMs = Math.max(0, ...alive.map((node) => node.lagMs ?? 0));
  const figures = { current: current.length, nodes: alive.length, lagMs };
  // A node that has just been told is behind for a moment; one whose last change took long is not well.
  if (current.length < alive.length || lagMs > LAG_MAX_MS) return { state: "degraded", detail: "behind", figures };
  return { state: "ok", detail: "inForce", figures };
}

/** Whether processes that were given a Redis hear it. */
export function checkRedis(nodes: readonly NodeView[]): Finding {
  const asked = nodes.filter((node) => !node.isGone && node.figures.redisUp !== undefined);
  if (asked.length === 0) return { state: "off", detail: "notConfigured" };
  const down = asked.filter((node) => node.figures.redisUp !== 1);
  const figures = { connected: asked.length - down.length, nodes: asked.length };
  const since = new Date(Math.max(...(down.length > 0 ? down : asked).map((node) => node.figures.redisSince ?? 0)));
  if (down.length === asked.length) return { state: "failed", detail: "unreachable", figures, since };
  if (down.length > 0) return { state: "degraded", detail: "notEverywhere", figures, since };
  return { state: "ok", detail: "connected", figures, since };
}

/** What gateways have not written yet: reservations and settlements. */
export function checkLedger(nodes: readonly NodeView[]): Finding {
  const gateways = nodes.filter((node) => !node.isGone && node.role === "gateway");
  const queued = gateways.reduce((sum, node) => sum + (node.figures.ledgerQueued ?? 0), 0);
  const figures = { queued };
  if (gateways.some((node) => node.figures.databaseDown === 1)) {
    return { state: "failed", detail: "cannotWrite", figures };
  }
  return { state: queued > QUEUE_LONG ? "degraded" : "ok", detail: "queue", figures };
}
