import { type Env, env } from "@/server/kernel/env";
import { type Demo, planProcesses } from "./plan";
import { requireFreePort } from "./port";
import { waitUntilReady } from "./readiness";
import { complain, say } from "./say";
import { listenForStop } from "./stop-request";
import { SupervisedProcess } from "./supervised-process";

/** A process that cannot come up at all is not started for ever: whoever started Gatehouse has to hear of it. */
const STARTS_BEFORE_GIVING_UP = 3;

type Options = {
  /** Folder of the built programs. */
  programsDir: string;
  demo?: Demo | undefined;
  /** Stop when the process that started this one is gone. */
  endsWithParent?: boolean;
};

/** Throws an EnvError with every fault of the environment, or a StartError when the port is taken. */
export async function checkEnvironment(): Promise<void> {
  await requireFreePort(env.host, env.port);
}

/**
 * Runs the processes of this machine's role until it is told to stop, and starts again what ends by itself. Resolves
 * with the exit code: 0 after a stop that was asked for, 1 when a process could not be brought up or had to be killed.
 */
export function supervise(options: Options): Promise<number> {
  return new Promise((resolve) => new Supervisor(options, resolve).start());
}

class Supervisor {
  private readonly processes: SupervisedProcess[];
  private readonly allReady: Promise<void>[] = [];
  private readonly starting = new AbortController();
  private readonly options: Options;
  private readonly finish: (exitCode: number) => void;
  private isStopping = false;

  constructor(options: Options, finish: (exitCode: number) => void) {
    this.options = options;
    this.finish = finish;
    this.processes = planProcesses(env.role, options.demo).map((plan) => this.supervised(plan));
  }

  start(): void {
    listenForStop({
      endsWithParent: this.options.endsWithParent ?? false,
      onStop: (reason) => {
        say(`Stopping (${reason}); open requests are finished first. Press Ctrl-C again to end at once.`);
        void this.stop(0);
      },
      onForce: () => {
        for (const child of this.processes) child.kill();
        complain("Ended at once; requests that were open are lost, and their holds are released at the next start.");
        this.finish(1);
      },
    });
    for (const child of this.processes) child.start();
    void this.announce();
  }

  private supervised(plan: ReturnType<typeof planProcesses>[number]): SupervisedProcess {
    let failedStarts = 0;
    const firstReady = Promise.withResolvers<void>();
    this.allReady.push(firstReady.promise);
    const child: SupervisedProcess = new SupervisedProcess(plan, this.options.programsDir, {
      onReady: () => {
        failedStarts = 0;
        firstReady.resolve();
      },
      onEnd: (how) => {
        failedStarts += 1;
        if (child.hasBeenReady || failedStarts < STARTS_BEFORE_GIVING_UP) return;
        complain(`The ${plan.name} process ${how} ${failedStarts} times before it was ready. Giving up.`);
        void this.stop(1);
      },
    });
    return child;
  }

  private async announce(): Promise<void> {
    await Promise.all(this.allReady);
    if (!(await waitUntilReady(localHost(env), env.port, this.starting.signal))) return;
    say(readyText(env));
    if (this.options.demo) say(`This is the demo, with data of its own. Sign in with:\n${this.options.demo.accounts}`);
  }

  /** One after the other, in the order of the plan: what stands behind a process outlives it. */
  private async stop(exitCode: number): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    this.starting.abort();
    let isClean = true;
    for (const child of this.processes) isClean = (await child.stop()) && isClean;
    say("Stopped.");
    this.finish(isClean ? exitCode : 1);
  }
}

function localHost({ host }: Env): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}

function readyText({ appUrl, host, port, role }: Env): string {
  const shownHost = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  const url = appUrl ?? `http://${shownHost}:${port}`;
  if (role === "worker") return `The worker runs. Its health is at ${url}/readyz`;
  if (role === "gateway") return `The gateway is ready at ${url}/v1`;
  return `Ready. Open ${url} (API: ${url}/v1). Ctrl-C stops it.`;
}
