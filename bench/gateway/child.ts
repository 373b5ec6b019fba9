import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";

export type ChildSpec = {
  name: string;
  /** Arguments of node. */
  args: readonly string[];
  /** Folder for what it prints. */
  dir: string;
  env?: Record<string, string>;
};

/** A piece of the measurement in a process of its own. It ends with this process, whatever ends that. */
export type Child = { name: string; pid: number; process: ChildProcess; stop(): Promise<void> };

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** Starts a program and waits until it says by message that it is ready, or until `isReady` says so for it. */
export async function startChild(spec: ChildSpec, isReady?: () => Promise<boolean>): Promise<Child> {
  const log = join(spec.dir, `${spec.name}.log`);
  const output = openSync(log, "a");
  const child = spawn(process.execPath, [...spec.args], {
    cwd: rootDir,
    env: { ...cleanEnv(), ...spec.env },
    stdio: ["ignore", output, output, "ipc"],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  try {
    await Promise.race([
      isReady ? until(isReady, READY_TIMEOUT_MS) : firstMessage(child),
      ended.then(() => Promise.reject(new Error(`${spec.name} has ended`))),
    ]);
  } catch (error) {
    await stop();
    throw new Error(`${spec.name} did not start:\n${readFileSync(log, "utf8").slice(-2_000)}`, { cause: error });
  }
  if (child.pid === undefined) throw new Error(`${spec.name} has no process`);
  return { name: spec.name, pid: child.pid, process: child, stop };
}

/** Settings of whoever runs the measurement must not change what is measured. */
function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(GATEHOUSE_|DATABASE_|SQLITE_|REDIS_URL|PORT$|HOST$|APP_URL|NODE_OPTIONS|BODY_LIMIT|METRICS_)/.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

function firstMessage(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("it was not ready in time")), READY_TIMEOUT_MS);
    child.once("message", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const POLL_MS = 50;

/** Asks until the answer is yes. Throws when it never is. */
export async function until(isDone: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isDone().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`it was not so within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A port of loopback that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
