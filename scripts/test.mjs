// npm test: everything that has to be true, from types to browser journeys. `-- unit integration` runs only those stages.
import { installWhatIsMissing } from "./prepare/install.mjs";
import { continueOnPinnedNode, projectEnv, requireUsableNode } from "./prepare/node-runtime.mjs";
import { StepError } from "./prepare/run-step.mjs";
import { complain, say, secondsSince } from "./prepare/say.mjs";
import { addCounts, closingLine, NONE } from "./testing/counts.mjs";

requireUsableNode();
try {
  await installWhatIsMissing();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.log(closingLine({ ...NONE, failed: 1 }));
  process.exit(1);
}
await continueOnPinnedNode();

const { STAGES } = await import("./testing/stages.mjs");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  complain(`No such stage: ${unknown.join(", ")}. There are: ${STAGES.map((stage) => stage.name).join(", ")}.`);
  process.exit(1);
}

const results = [];
for (const stage of STAGES) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  const start = Date.now();
  say(`── ${stage.name}`);
  const isBlocked = results.some((result) => result.name === stage.needs && result.counts.failed > 0);
  if (isBlocked) complain(`${stage.name} cannot run: ${stage.needs} failed.`);
  const counts = isBlocked ? { ...NONE, failed: 1 } : await stage.run(projectEnv());
  results.push({ name: stage.name, counts, took: secondsSince(start) });
}

console.log("");
for (const { name, counts, took } of results) {
  console.log(`${counts.failed > 0 ? "✗" : "✓"} ${name.padEnd(12)} ${closingLine(counts).padEnd(40)} ${took}`);
}
const total = results.map((result) => result.counts).reduce(addCounts, NONE);
console.log(`\nTook ${secondsSince()}.`);
console.log(closingLine(total));
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
