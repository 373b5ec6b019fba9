import { rmSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import type { Bench } from "./bench-context";
import { type Child, startChild } from "./child";
import { goalsOf } from "./goals";
import { measureJson } from "./json-case";
import { CHUNK_INTERVAL_MS } from "./load-protocol";
import { measureMemory } from "./memory-case";
import { measurePages } from "./pages-case";
import type { Plan } from "./plan";
import { checksOf, tableOf, writeReport } from "./report";
import { measureStreams } from "./stream-case";
import { startBareRelay, startGatehouse, startPeer, startUpstream, type Target } from "./targets";

/** Measures what the plan says and prints it. Out: whether every check of the books held. */
export async function run(plan: Plan, dir: string): Promise<boolean> {
  const startedAt = new Date();
  const stops: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(dir, { recursive: true, force: true }))];
  const keep = <T extends { stop(): Promise<void> }>(started: T): T => {
    stops.unshift(started.stop);
    return started;
  };
  try {
    const upstream = keep(await startUpstream(dir, CHUNK_INTERVAL_MS));
    const load = keep(await startLoad(dir));
    const upstreamPort = upstream.load.port;
    const targets = [upstream, ...(await startTargets({ plan, dir, upstreamPort }))];
    for (const target of targets.slice(1)) keep(target);
    const bench: Bench = { plan, dir, load, upstreamPort, targets, rows: [], checks: [], say };
    if (plan.cases.includes("json")) await measureJson(bench);
    if (plan.cases.includes("streams")) await measureStreams(bench);
    if (plan.cases.includes("memory")) await measureMemory(bench);
    if (plan.cases.includes("pages")) await measurePages(bench);
    return report(bench, startedAt);
  } finally {
    for (const stop of stops) await stop();
  }
}

async function startTargets({ plan, dir, upstreamPort }: { plan: Plan; dir: string; upstreamPort: number }) {
  const [relay, peer, ...gatehouses] = await Promise.all([
    startBareRelay(dir, upstreamPort),
    startPeer(dir, upstreamPort),
    ...plan.engines.map((engine) => startGatehouse({ dir, engine, upstreamPort })),
  ]);
  plan.engines.forEach((engine, index) => {
    if (!gatehouses[index]) say(`${engine} does not answer: Gatehouse is not measured on it.`);
  });
  const targets: Target[] = [relay, peer];
  for (const gatehouse of gatehouses) if (gatehouse) targets.push(gatehouse);
  return targets;
}

function startLoad(dir: string): Promise<Child> {
  const program = join(rootDir, "bench/gateway/load-program.ts");
  return startChild({ name: "load", args: ["--import", "tsx", program], dir });
}

function report(bench: Bench, startedAt: Date): boolean {
  const areBooksRight = bench.checks.every(({ ok, name }) => ok || !name.startsWith("books"));
  const checks = [...bench.checks, ...goalsOf(bench.rows)];
  console.log(`\n${tableOf(bench.rows)}\n\n${checksOf(checks)}\n`);
  say(`Written to ${writeReport({ startedAt: startedAt.toISOString(), rows: bench.rows, checks })}`);
  return areBooksRight;
}

function say(text: string): void {
  console.log(`bench: ${text}`);
}
