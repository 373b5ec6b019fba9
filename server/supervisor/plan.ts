import type { Env } from "@/server/kernel/env";

/** One process the supervisor keeps running. */
export type ProcessPlan = {
  name: "gateway" | "console" | "mock-upstream";
  /** File name in the folder of built programs. */
  program: string;
  /** Arguments of node itself. */
  nodeArgs: readonly string[];
  args: string[];
  /** How long it may take to end its open requests before it is killed. */
  stopTimeoutMs: number;
};

/**
 * A request's objects live until its answer is sent. With V8's usual young generation of 16 MiB many of them are copied on
 * before they die, and thousands of requests a second then spend their time on garbage; 64 MiB let nearly all die where they are.
 */
export const GATEWAY_NODE_ARGS: readonly string[] = ["--max-semi-space-size=64"];

export type Demo = { upstreamPort: number; accounts: string };

/** A relayed stream may be minutes long: it gets half a minute to end, then its client sees an error event. */
const GATEWAY_STOP_TIMEOUT_MS = 40_000;
const CONSOLE_STOP_TIMEOUT_MS = 15_000;
const MOCK_STOP_TIMEOUT_MS = 2_000;

/**
 * The processes of a role, in the order in which they stop: the gateway first, so that nothing it still relays loses
 * what stands behind it. The worker's jobs run in the console process, alone there in the role "worker".
 */
export function planProcesses(role: Env["role"], demo?: Demo): ProcessPlan[] {
  const plans: ProcessPlan[] = [];
  if (role === "all" || role === "gateway") {
    const nodeArgs = GATEWAY_NODE_ARGS;
    plans.push({ name: "gateway", program: "gateway.mjs", nodeArgs, args: [], stopTimeoutMs: GATEWAY_STOP_TIMEOUT_MS });
  }
  if (role !== "gateway") {
    plans.push({
      name: "console",
      program: "console.mjs",
      nodeArgs: [],
      args: [],
      stopTimeoutMs: CONSOLE_STOP_TIMEOUT_MS,
    });
  }
  if (demo) {
    const args = ["--port", String(demo.upstreamPort)];
    plans.push({
      name: "mock-upstream",
      program: "mock-upstream.mjs",
      nodeArgs: [],
      args,
      stopTimeoutMs: MOCK_STOP_TIMEOUT_MS,
    });
  }
  return plans;
}
