import { type Bench, checkBooks, rotated } from "./bench-context";
import { loadJson } from "./load";
import { rowsOf, type Sample } from "./rows";
import { title } from "./targets";

/** Plain requests: every number of connections, every target in turn, round after round. */
export async function measureJson(bench: Bench): Promise<void> {
  const { plan, load, targets, say } = bench;
  for (const connections of plan.connections) {
    const samples: Sample[] = [];
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const target of rotated(targets, round)) {
        await loadJson(load, target, { connections, durationMs: plan.warmMs });
        const result = await loadJson(load, target, { connections, durationMs: plan.jsonMs });
        samples.push({ target, round, ...result });
        await checkBooks(bench, target, `JSON, ${connections} connections, round ${round + 1}`);
        say(`JSON ×${connections}, round ${round + 1}: ${title(target)} ${result.throughputPerSecond.toFixed(0)}/s`);
      }
    }
    bench.rows.push(...rowsOf("json", connections, samples));
  }
}
