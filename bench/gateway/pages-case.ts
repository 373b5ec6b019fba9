import { join } from "node:path";
import { type Bench, checkBooks } from "./bench-context";
import { ConsoleVisitor, visitorAccount } from "./console-visitor";
import { loadJson } from "./load";
import { rowsOf, type Sample } from "./rows";
import { median } from "./statistics";
import { startGatehouse, type Target } from "./targets";

const CONNECTIONS = 32;
/** One page after another with a second to look at each is one busy person; without a pause it is a load of its own. */
const KINDS = [
  { name: "no pages", pauseMs: null },
  { name: "a page a second", pauseMs: 1_000 },
  { name: "pages without pause", pauseMs: 0 },
] as const;
const LOSS_MAX_SHARE = 0.2;

/** The gateway's throughput while somebody uses the console through the same port, and while nobody does. */
export async function measurePages(bench: Bench): Promise<void> {
  const { dir, upstreamPort } = bench;
  const target = await startGatehouse({
    dir,
    engine: "sqlite",
    serverUrl: "",
    upstreamPort,
    console: {
      socketPath: join(dir, "console.sock"),
      env: { GATEHOUSE_ROOT_EMAIL: visitorAccount.email, GATEHOUSE_ROOT_PASSWORD: visitorAccount.password },
    },
  });
  try {
    const visitor = new ConsoleVisitor(target.load.port);
    await visitor.signIn();
    await measureKinds(bench, target, visitor);
  } finally {
    await target.stop();
  }
}

async function measureKinds(bench: Bench, target: Target, visitor: ConsoleVisitor): Promise<void> {
  const { plan, load, checks, say } = bench;
  const samples = new Map<string, Sample[]>(KINDS.map(({ name }) => [name, []]));
  const losses = new Map<string, number[]>(KINDS.map(({ name }) => [name, []]));
  await loadJson(load, target, { connections: CONNECTIONS, durationMs: plan.warmMs });
  for (let round = 0; round < plan.rounds; round += 1) {
    let alone = 0;
    for (const { name, pauseMs } of KINDS) {
      const before = visitor.pages;
      const browsing = pauseMs === null ? Promise.resolve() : visitor.browse(pauseMs);
      const result = await loadJson(load, target, { connections: CONNECTIONS, durationMs: plan.pagesMs });
      visitor.stop();
      await browsing;
      if (pauseMs === null) alone = result.throughputPerSecond;
      samples.get(name)?.push({ target, round, ...result });
      losses.get(name)?.push(1 - result.throughputPerSecond / alone);
      say(`${name}, round ${round + 1}: ${result.throughputPerSecond.toFixed(0)}/s, ${visitor.pages - before} pages`);
      await checkBooks(bench, target, `${name}, round ${round + 1}`);
    }
  }
  for (const [name, list] of samples) bench.rows.push(...rowsOf(name, CONNECTIONS, list));
  const lossOf = (name: string) => median(losses.get(name) ?? []);
  for (const { name } of KINDS.slice(1)) {
    const detail = `${(lossOf(name) * 100).toFixed(0)} % less throughput; ${visitor.failed} of ${visitor.pages} pages failed`;
    checks.push({ name: `loading ${name} costs at most a fifth`, ok: lossOf(name) <= LOSS_MAX_SHARE, detail });
  }
}
