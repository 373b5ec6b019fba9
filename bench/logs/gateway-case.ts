import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { createChannel, createCustomer } from "@/server/gateway/testing/site";
import { createDb } from "@/server/kernel/database/client";
import { GATEWAY_NODE_ARGS } from "@/server/supervisor/plan";
import { replaceSetting } from "@/server/testing/setting";
import { type Child, freePort, startChild } from "../gateway/child";
import { loadJson } from "../gateway/load";
import { CHUNK_INTERVAL_MS, MODEL } from "../gateway/load-protocol";
import { runSecret } from "../gateway/run-secret";
import { BALANCE } from "../gateway/site";
import { median } from "../gateway/statistics";
import { startUpstream, type Target } from "../gateway/targets";
import type { Bench } from "./bench-context";
import { type DataSet, dataSetOptions } from "./data-set";
import { chartReads, listReads } from "./reads";
import { rowOf } from "./rows";
import { openSession, type Session } from "./session";

const CONNECTIONS = 8;
const CUSTOMERS = 8;
const P99_GROWTH_MAX = 1.2;
/** As a room full of support staff asks. */
const READ_EVERY_MS = 200;

/** A gateway on the data set itself: what reading beside it costs its customers, and whether a thousand connections hold. */
export async function measureGateway(bench: Bench, dataSet: DataSet): Promise<void> {
  const upstream = await startUpstream(bench.dir, CHUNK_INTERVAL_MS);
  const load = await startChild({
    name: "load",
    args: ["--import", "tsx", join(rootDir, "bench/gateway/load-program.ts")],
    dir: bench.dir,
  });
  const session = await openSession(dataSet);
  const target = await startTarget(bench, dataSet, upstream.load.port);
  try {
    await measureBeside(bench, { session, load, target });
    await measureConnections(bench, { dataSet, load, target });
  } finally {
    await target.stop();
    await session.close();
    await load.stop();
    await upstream.stop();
  }
}

/** Customers of their own and one channel; what they ask stays in the data set, as anybody's requests would. */
async function startTarget(bench: Bench, { engine, url }: DataSet, upstreamPort: number): Promise<Target> {
  const db = createDb(url, dataSetOptions);
  await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
  const price = { model: MODEL, mode: "token", inputPrice: "2", outputPrice: "4" };
  await db.modelPrice.upsert({ where: { model: MODEL }, create: price, update: price });
  // Those of earlier runs lead nowhere any more.
  await db.ability.deleteMany({ where: { model: MODEL } });
  await createChannel(db, { baseUrl: `http://127.0.0.1:${upstreamPort}`, models: [MODEL] });
  const keys: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) keys.push((await createCustomer(db, BALANCE)).key);
  await db.$disconnect();
  const port = await freePort();
  const env = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: url,
    GATEHOUSE_DATA_DIR: bench.dir,
    GATEHOUSE_SECRET: runSecret,
    GATEHOUSE_ROLE: "gateway",
  };
  const args = [...GATEWAY_NODE_ARGS, join(rootDir, "dist/gateway.mjs")];
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  const child = await startChild({ name: `gateway-${engine}`, args, dir: bench.dir, env }, isReady);
  const benchEngine = engine === "sqlite" ? "sqlite" : "postgresql";
  return {
    name: "gatehouse",
    engine: benchEngine,
    load: { port, keys, headers: {} },
    child,
    books: null,
    stop: child.stop,
  };
}

type Beside = { session: Session; load: Child; target: Target };

async function measureBeside(bench: Bench, { session, load, target }: Beside): Promise<void> {
  const { plan } = bench;
  const { engine, rows: size } = session.dataSet;
  const options = { connections: CONNECTIONS, durationMs: plan.loadMs };
  await loadJson(load, target, { ...options, durationMs: 1_000 });
  const [alone, beside]: [number[], number[]] = [[], []];
  let failed = 0;
  for (let round = 0; round < plan.loadRounds; round += 1) {
    const quiet = await loadJson(load, target, options);
    const reading = readOnAndOn(session);
    const busy = await loadJson(load, target, options);
    await reading.stop();
    alone.push(quiet.p99Ms);
    beside.push(busy.p99Ms);
    failed += quiet.failed + busy.failed;
  }
  const growth = median(beside) / median(alone);
  for (const [name, eachMs] of [
    ["gateway alone, p99 of a round", alone],
    ["gateway beside lists and charts, p99 of a round", beside],
  ] as const) {
    bench.rows.push({
      ...rowOf({ case: name, kind: null, engine, size, eachMs, bareMs: [] }),
      concurrency: CONNECTIONS,
    });
  }
  bench.checks.push({
    name: `${engine}: the gateway's p99 grows by at most a fifth beside lists and charts`,
    ok: growth <= P99_GROWTH_MAX && failed === 0,
    detail: `${median(alone).toFixed(1)} → ${median(beside).toFixed(1)} ms (${growth.toFixed(2)} ×), ${failed} failed`,
  });
}

/** Five reads a second, lists and charts in turn, until it is stopped. */
function readOnAndOn(session: Session): { stop(): Promise<void> } {
  const reads = [...listReads(session.dataSet, "req_~"), ...chartReads(session.dataSet)];
  const running = new Set<Promise<unknown>>();
  let turn = 0;
  const timer = setInterval(() => {
    const read = reads[turn % reads.length];
    turn += 1;
    if (!read) return;
    const done: Promise<unknown> = read
      .call(session)
      .catch(() => undefined)
      .finally(() => running.delete(done));
    running.add(done);
  }, READ_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

type Crowd = { dataSet: DataSet; load: Child; target: Target };

async function measureConnections(bench: Bench, { dataSet, load, target }: Crowd): Promise<void> {
  const { connections, loadMs } = bench.plan;
  const result = await loadJson(load, target, { connections, durationMs: loadMs });
  const name = `gateway with ${connections.toLocaleString("en")} connections open`;
  bench.rows.push({
    ...rowOf({
      case: name,
      kind: null,
      engine: dataSet.engine,
      size: dataSet.rows,
      eachMs: [result.p50Ms],
      bareMs: [],
    }),
    concurrency: connections,
    throughputPerSecond: result.throughputPerSecond,
    p99Ms: result.p99Ms,
  });
  bench.checks.push({
    name: `${dataSet.engine}: ${connections.toLocaleString("en")} connections, every request answered`,
    ok: result.failed === 0 && result.answered > connections,
    detail: `${result.answered} answered, ${result.failed} failed, p99 ${result.p99Ms.toFixed(0)} ms`,
  });
}
