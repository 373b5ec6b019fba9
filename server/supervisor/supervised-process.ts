import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { failuresAfter, restartDelayMs } from "./back-off";
import type { ProcessPlan } from "./plan";
import { complain } from "./say";

type Events = {
  /** Called each time the process says that it serves. */
  onReady: () => void;
  /** Called when the process ended by itself, with how it ended in words. */
  onEnd: (how: string) => void;
};

/**
 * One process that is started again whenever it ends by itself. It runs in a process group of its own, so that Ctrl-C
 * reaches the supervisor alone, which then decides the order of the stop. The IPC channel doubles as a life line: its
 * end, also after kill -9 of the supervisor, tells the process to stop.
 */
export class SupervisedProcess {
  readonly name: ProcessPlan["name"];
  hasBeenReady = false;
  private child: ChildProcess | undefined;
  private restart: NodeJS.Timeout | undefined;
  private startedAt = 0;
  private failures = 0;
  private isStopping = false;
  private readonly plan: ProcessPlan;
  private readonly programsDir: string;
  private readonly events: Events;

  constructor(plan: ProcessPlan, programsDir: string, events: Events) {
    this.name = plan.name;
    this.plan = plan;
    this.programsDir = programsDir;
    this.events = events;
  }

  start(): void {
    this.startedAt = Date.now();
    const { program, args, nodeArgs } = this.plan;
    const execArgv = [...process.execArgv, ...nodeArgs];
    const child = fork(join(this.programsDir, program), args, { execArgv, detached: true, stdio: "inherit" });
    this.child = child;
    child.on("message", (message) => {
      if (!isReadyMessage(message)) return;
      this.hasBeenReady = true;
      this.events.onReady();
    });
    child.once("error", (error) => complain(`The ${this.name} process: ${error.message}`));
    child.once("exit", (code, signal) => {
      this.child = undefined;
      if (!this.isStopping) this.ended(signal ? `was killed by ${signal}` : `ended with exit code ${code}`);
    });
  }

  /** Asks the process to end, and kills it when it has not within its time. Resolves with whether it ended by itself. */
  async stop(): Promise<boolean> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return true;
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    let isKilled = false;
    const deadline = setTimeout(() => {
      isKilled = true;
      complain(`The ${this.name} process did not end within ${this.plan.stopTimeoutMs / 1000} s and was killed.`);
      child.kill("SIGKILL");
    }, this.plan.stopTimeoutMs);
    child.kill("SIGTERM");
    await exited;
    clearTimeout(deadline);
    return !isKilled;
  }

  /** Ends the process at once, for a second Ctrl-C. */
  kill(): void {
    this.isStopping = true;
    clearTimeout(this.restart);
    this.child?.kill("SIGKILL");
  }

  private ended(how: string): void {
    this.failures = failuresAfter(this.failures, Date.now() - this.startedAt);
    const delayMs = restartDelayMs(this.failures);
    // Scheduled before the event: its handler may decide to stop everything, which also ends this timer.
    this.restart = setTimeout(() => this.start(), delayMs);
    complain(`The ${this.name} process ${how}; it starts again in ${delayMs / 1000} s.`);
    this.events.onEnd(how);
  }
}

/** `{ type: "ready" }`; the fake upstream, which tests start too, says the address it listens on instead. */
function isReadyMessage(message: unknown): boolean {
  if (typeof message !== "object" || message === null) return false;
  return ("type" in message && message.type === "ready") || "url" in message;
}
