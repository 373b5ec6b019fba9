import type { Child } from "./child";
import type { JsonLoadResult, LoadAnswer, LoadCommand, StreamLoadResult } from "./load-protocol";
import { processUsage } from "./process-usage";
import type { Target } from "./targets";

/** What a target spent on a run. Null where the system does not tell. */
export type Spent = { cpuSeconds: number; rssMb: number } | null;

type Json = Omit<Extract<LoadCommand, { kind: "json" }>, "kind" | "target">;
type Streams = Omit<Extract<LoadCommand, { kind: "streams" }>, "kind" | "target">;

/** Puts a JSON load on a target and notes in its books what was sent. */
export async function loadJson(
  program: Child,
  target: Target,
  options: Json,
): Promise<JsonLoadResult & { spent: Spent }> {
  const { answer, spent } = await run(program, target, { kind: "json", target: target.load, ...options });
  if (answer.kind !== "json") throw new Error("the load program answered another command");
  target.books?.addJson(answer.result);
  return { ...answer.result, spent };
}

/** Holds streams open at a target and notes in its books what was sent. */
export async function loadStreams(
  program: Child,
  target: Target,
  options: Streams,
): Promise<StreamLoadResult & { spent: Spent }> {
  const { answer, spent } = await run(program, target, { kind: "streams", target: target.load, ...options });
  if (answer.kind !== "streams") throw new Error("the load program answered another command");
  target.books?.addStreams(answer.result);
  return { ...answer.result, spent };
}

async function run(program: Child, target: Target, command: LoadCommand) {
  const before = processUsage(target.child.pid);
  const answer = await ask(program, command);
  const after = processUsage(target.child.pid);
  if (answer.kind === "failed") throw new Error(`the load on ${target.name} failed: ${answer.message}`);
  const spent = before && after && { cpuSeconds: after.cpuSeconds - before.cpuSeconds, rssMb: after.rssMb };
  return { answer, spent };
}

function ask(program: Child, command: LoadCommand): Promise<LoadAnswer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the load program has ended"));
    program.process.once("exit", ended);
    program.process.once("message", (answer: LoadAnswer) => {
      program.process.removeListener("exit", ended);
      resolve(answer);
    });
    program.process.send(command);
  });
}
