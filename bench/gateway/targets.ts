import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { GATEWAY_NODE_ARGS } from "@/server/supervisor/plan";
import { Books } from "./books";
import { type Child, freePort, startChild } from "./child";
import type { LoadTarget } from "./load-protocol";
import { runSecret } from "./run-secret";
import { type BenchEngine, createSite } from "./site";

export type TargetName = "direct" | "bare relay" | "portkey" | "gatehouse";

/** One way to reach the upstream. */
export type Target = {
  name: TargetName;
  engine: BenchEngine | null;
  load: LoadTarget;
  /** Whose time and memory are counted. */
  child: Child;
  /** Only a Gatehouse keeps any. */
  books: Books | null;
  stop(): Promise<void>;
};

export const title = ({ name, engine }: Pick<Target, "name" | "engine">) => (engine ? `${name} ${engine}` : name);

const dist = (program: string) => join(rootDir, "dist", `${program}.mjs`);
const source = (file: string) => join(rootDir, "bench/gateway", file);
const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** The fake upstream: JSON at once, streams at a pace. What is measured "directly". */
export async function startUpstream(dir: string, intervalMs: number): Promise<Target> {
  const port = await freePort();
  const args = [dist("mock-upstream"), "--fixed", "--port", String(port), "--interval-ms", String(intervalMs)];
  const child = await startChild({ name: "upstream", args, dir });
  return plain("direct", child, { port, keys: ["sk-upstream"], headers: {} });
}

export async function startBareRelay(dir: string, upstreamPort: number): Promise<Target> {
  const port = await freePort();
  const args = [source("bare-relay.ts"), urlOf(upstreamPort), String(port)];
  const child = await startChild({ name: "bare-relay", args, dir });
  return plain("bare relay", child, { port, keys: ["sk-upstream"], headers: {} });
}

/** The peer as it ships, told by headers where the upstream is. */
export async function startPeer(dir: string, upstreamPort: number): Promise<Target> {
  const port = await freePort();
  const args = ["node_modules/@portkey-ai/gateway/build/start-server.js", `--port=${port}`, "--headless"];
  const child = await startChild({ name: "portkey", args, dir }, () => answers(port, "/"));
  const headers = { "x-portkey-provider": "openai", "x-portkey-custom-host": `${urlOf(upstreamPort)}/v1` };
  return plain("portkey", child, { port, keys: ["sk-upstream"], headers });
}

function plain(name: TargetName, child: Child, load: LoadTarget): Target {
  return { name, engine: null, load, child, books: null, stop: child.stop };
}

export type GatehouseOptions = {
  dir: string;
  engine: BenchEngine;
  /** Where its database can be made. */
  serverUrl: string;
  upstreamPort: number;
  /** With the console process behind it, as `npm start` runs it. */
  console?: { socketPath: string; env: Record<string, string> };
  /** Arguments of node, for a profile. */
  nodeArgs?: readonly string[];
};

/** The built gateway on a fresh database, with all its settings as they ship. */
export async function startGatehouse(options: GatehouseOptions): Promise<Target> {
  const { dir, engine, serverUrl, upstreamPort, nodeArgs = [] } = options;
  const site = await createSite({ engine, serverUrl, upstreamUrl: urlOf(upstreamPort) });
  const port = await freePort();
  const env = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: site.url,
    GATEHOUSE_DATA_DIR: dir,
    GATEHOUSE_SECRET: runSecret,
    GATEHOUSE_ROLE: options.console ? "all" : "gateway",
    ...(options.console ? { GATEHOUSE_CONSOLE_SOCKET: options.console.socketPath, ...options.console.env } : {}),
  };
  const suffix = options.console ? `${engine}-with-console` : engine;
  const pages = options.console
    ? await startChild({ name: `console-${suffix}`, args: [dist("console")], dir, env })
    : null;
  const args = [...GATEWAY_NODE_ARGS, ...nodeArgs, dist("gateway")];
  const child = await startChild({ name: `gateway-${suffix}`, args, dir, env }, () => answers(port, "/readyz"));
  const stop = async () => {
    await child.stop();
    await pages?.stop();
    await site.drop();
  };
  const load: LoadTarget = { port, keys: site.keys, headers: {} };
  return { name: "gatehouse", engine, load, child, books: new Books(site), stop };
}

async function answers(port: number, path: string): Promise<boolean> {
  return (await fetch(`${urlOf(port)}${path}`)).ok;
}
