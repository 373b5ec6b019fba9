// npm run bench:gateway: what the gateway costs, beside what reaches the same upstream without it. See docs/benchmarks.md.
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale, buildPrograms, generateClients, isBuildCurrent } from "@/scripts/prepare/build.mjs";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { makePlan, type Plan } from "./gateway/plan";

const { values } = parseArgs({
  options: {
    // Under fifty seconds, with smaller sizes.
    quick: { type: "boolean", default: false },
    // Only these cases: json, streams, memory, pages.
    case: { type: "string", multiple: true, default: [] },
    // Gatehouse on these databases only: sqlite, postgresql.
    engine: { type: "string", multiple: true, default: [] },
    // Only these numbers of connections for plain requests.
    connections: { type: "string", multiple: true, default: [] },
    // Length of one run of plain requests.
    seconds: { type: "string" },
    // What is built, as it is, without a look at the sources.
    built: { type: "boolean", default: false },
    // A processor profile of each gateway, into bench/results.
    profile: { type: "boolean", default: false },
  },
});

/** The programs as npm start would run them; the pages only when pages are measured. */
async function build({ cases }: Plan): Promise<void> {
  if (cases.includes("pages")) return buildIfStale();
  if (isBuildCurrent()) return;
  if (!existsSync(join(rootDir, "prisma/generated"))) await generateClients();
  await buildPrograms();
}

const plan = makePlan({
  isQuick: values.quick,
  cases: values.case,
  engines: values.engine,
  connections: values.connections,
  seconds: values.seconds,
  isProfiled: values.profile,
});
if (!values.built) await build(plan);

// Before the first module that reads the environment: this program writes data that the measured one must decrypt.
const dir = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
process.env.GATEHOUSE_DATA_DIR = dir;
process.env.LOG_LEVEL = "error";
const { runSecret } = await import("./gateway/run-secret");
process.env.GATEHOUSE_SECRET = runSecret;
const { run } = await import("./gateway/run");
process.exitCode = (await run(plan, dir)) ? 0 : 1;
