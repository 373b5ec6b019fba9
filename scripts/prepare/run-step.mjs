import { spawn } from "node:child_process";
import { rootDir } from "./root-dir.mjs";
import { complain, say, secondsSince } from "./say.mjs";

const KEPT_LINES = 60;
const PROGRESS_EVERY_MS = 15_000;

/** Thrown when a step's program failed; what it printed has been shown by then. */
export class StepError extends Error {
  constructor(title, code) {
    super(`${title} failed (exit ${code}).`);
    this.name = "StepError";
  }
}

/**
 * Runs a long program silently, saying in words that it goes on, and shows its last lines only when it fails.
 * Resolves with its whole output.
 */
export async function runStep(title, command, { env = process.env, hint } = {}) {
  const start = Date.now();
  say(`${title} …`);
  const progress = setInterval(() => say(`${title}: still at it after ${secondsSince(start)}`), PROGRESS_EVERY_MS);
  try {
    const { code, output } = await capture(command, env);
    if (code === 0) {
      say(`${title}: done in ${secondsSince(start)}`);
      return output;
    }
    complain(`${title} failed. Its last lines:`);
    const lines = output.trimEnd().split("\n").slice(-KEPT_LINES);
    console.error(lines.map((line) => `  | ${line}`).join("\n"));
    if (hint) complain(hint);
    throw new StepError(title, code);
  } finally {
    clearInterval(progress);
  }
}

/** Runs a program with its output collected; resolves with { code, output } whatever the exit code. */
export function capture([program, ...args], env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: rootDir, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${program}: ${error.message}\n` }));
    child.on("close", (code, signal) => resolve({ code: code ?? `signal ${signal}`, output }));
  });
}
