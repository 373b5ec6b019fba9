// npm run check: types, lint and import rules, in seconds and without a database.
import { installWhatIsMissing } from "./prepare/install.mjs";
import { continueOnPinnedNode, projectEnv, requireUsableNode } from "./prepare/node-runtime.mjs";
import { complain, say, secondsSince } from "./prepare/say.mjs";
import { runCheck, STATIC_CHECKS } from "./testing/static-checks.mjs";

requireUsableNode();
await installWhatIsMissing();
await continueOnPinnedNode();

let failed = 0;
for (const check of STATIC_CHECKS) {
  const start = Date.now();
  const { ok, output } = await runCheck(check, projectEnv());
  if (ok) say(`${check.name}: fine (${secondsSince(start)})`);
  else {
    failed += 1;
    complain(`${check.name}: not fine (${secondsSince(start)})`);
    console.error(output.trimEnd());
  }
}
process.exit(failed === 0 ? 0 : 1);
