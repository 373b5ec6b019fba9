import { type Bench, checkBooks } from "./bench-context";
import { loadJson } from "./load";
import { processUsage } from "./process-usage";
import { rowsOf } from "./rows";
import { median, slope } from "./statistics";
import { title } from "./targets";

const CONNECTIONS = 32;
const SAMPLE_MS = 500;
/** The heap finds its size in the beginning; what counts is whether it goes on growing. */
const SETTLING_SHARE = 1 / 3;
const GROWTH_MAX_SHARE = 0.1;

/** A long load on each Gatehouse: resident memory must not grow over its last two thirds by more than a tenth. */
export async function measureMemory(bench: Bench): Promise<void> {
  const { plan, load, targets, say } = bench;
  for (const target of targets.filter(({ name }) => name === "gatehouse")) {
    const rss: number[] = [];
    const timer = setInterval(() => {
      const usage = processUsage(target.child.pid);
      if (usage) rss.push(usage.rssMb);
    }, SAMPLE_MS);
    const result = await loadJson(load, target, { connections: CONNECTIONS, durationMs: plan.memoryMs });
    clearInterval(timer);
    bench.rows.push(...rowsOf("long run", CONNECTIONS, [{ target, round: 0, ...result }]));
    await checkBooks(bench, target, "the long run");
    const late = rss.slice(Math.floor(rss.length * SETTLING_SHARE));
    const growthMb = slope(late) * late.length;
    const levelMb = median(late);
    const detail =
      late.length === 0
        ? "this system does not tell"
        : `${levelMb.toFixed(0)} MiB, ${growthMb >= 0 ? "+" : ""}${growthMb.toFixed(1)} MiB in ${(late.length * SAMPLE_MS) / 1_000} s of load`;
    bench.checks.push({
      name: `memory of ${title(target)} is flat`,
      ok: growthMb <= levelMb * GROWTH_MAX_SHARE,
      detail,
    });
    say(`memory: ${title(target)} ${detail}`);
  }
}
