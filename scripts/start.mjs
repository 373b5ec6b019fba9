// npm start: installs, builds and migrates what is missing or stale, then runs Gatehouse until it is told to stop.
// Plain JavaScript without dependencies down to the import of the supervisor: it must run before anything is installed.
import { installWhatIsMissing } from "./prepare/install.mjs";
import { continueOnPinnedNode, requireUsableNode } from "./prepare/node-runtime.mjs";
import { StepError } from "./prepare/run-step.mjs";
import { complain } from "./prepare/say.mjs";

requireUsableNode();
const isDemo = process.argv.includes("--demo");

async function start() {
  // A container image is prepared when it is made, and its parts are not to change afterwards.
  const isPrepared = process.argv.includes("--prepared");
  if (!isPrepared) await installWhatIsMissing();
  await continueOnPinnedNode();

  const { prepareEnvironment } = await import("./prepare/environment.mjs");
  prepareEnvironment({ isDemo });
  const run = await import("./prepare/run.mjs");
  if (isPrepared) await run.checkEnvironment();
  else {
    const { buildIfStale } = await import("./prepare/build.mjs");
    await buildIfStale({ afterPrograms: run.checkEnvironment });
  }
  await run.migrate();
  const options = isDemo ? await run.seedDemo() : {};
  process.exitCode = await run.supervise(options);
}

start().then(
  () => process.exit(),
  (error) => {
    // Faults a person can mend carry their whole story in the message; a stack would only hide it.
    const isExplained = error instanceof StepError || error?.name === "EnvError" || error?.name === "StartError";
    complain(isExplained ? error.message : (error?.stack ?? String(error)));
    process.exit(1);
  },
);
