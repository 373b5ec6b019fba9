import { rmSync } from "node:fs";
import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { checksOf } from "../results";
import type { Bench } from "./bench-context";
import { type Child, startChild } from "./child";
import { goalsOf } from "./goals";
import { measureJson } from "./json-case";
import { CHUNK_INTERVAL_MS } from "./load-protocol";
import { measureMemory } from "./memory-case";
import { measurePages } from "./pages-case";
import type { Plan } from "./plan";
import { gatewayTable, writeReport } from "./report";
import { findServerUrl } from "./site";
import { measureStreams } from "./stream-case";
import {
  type GatehouseOptions,
  startBareRelay,
  startGatehouse,
  startPeer,
  startUpstream,
  type Target,
} from "./targets";

/** Measures what the plan says and prints it. Out: whether every check of the books held. */
export async function run(plan: Plan, dir: string): Promise<boolean> {
  const startedAt = new Date();
  const stops: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(dir, { recursive: true, force: true }))];
  const keep = <T extends { stop(): Promise<void> }>(started: T): T => {
    stops.unshift(started.stop);
    return started;
  };
  const stopAll = async () => {
    for (const stop of stops.splice(0)) await stop().catch((error: unknown) => say(String(error)));
  };
  process.once("SIGINT", () => void stopAll().then(() => process.exit(130)));
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
    await stopAll();
  }
}

const PROFILE = ["--cpu-prof", `--cpu-prof-dir=${join(rootDir, "bench/results/profiles")}`];

type Place = { plan: Plan; dir: string; upstreamPort: number };

async function startTargets({ plan, dir, upstreamPort }: Place): Promise<Target[]> {
  const gatehouses: GatehouseOptions[] = [];
  for (const engine of plan.engines) {
    const serverUrl = await findServerUrl(engine);
    if (serverUrl === null) say(`${engine} does not answer: Gatehouse is not measured on it.`);
    else gatehouses.push({ dir, engine, serverUrl, upstreamPort, nodeArgs: plan.isProfiled ? PROFILE : [] });
  }
  return Promise.all([
    startBareRelay(dir, upstreamPort),
    startPeer(dir, upstreamPort),
    ...gatehouses.map(startGatehouse),
  ]);
}

function startLoad(dir: string): Promise<Child> {
  const program = join(rootDir, "bench/gateway/load-program.ts");
  return startChild({ name: "load", args: ["--import", "tsx", program], dir });
}

function report(bench: Bench, startedAt: Date): boolean {
  const areBooksRight = bench.checks.every(({ ok, name }) => ok || !name.startsWith("books"));
  const checks = [...bench.checks, ...goalsOf(bench.rows)];
  console.log(`\n${gatewayTable(bench.rows)}\n\n${checksOf(checks)}\n`);
  say(`Written to ${writeReport({ startedAt: startedAt.toISOString(), rows: bench.rows, checks })}`);
  return areBooksRight;
}

function say(text: string): void {
  console.log(`bench: ${text}`);
}
