// npm run bench:logs: lists, charts and look-ups at ten million requests, beside the bare driver. See docs/benchmarks.md.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPrograms, generateClients, isBuildCurrent } from "@/scripts/prepare/build.mjs";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { makePlan } from "./logs/plan";

const { values } = parseArgs({
  options: {
    // Under fifty seconds, with smaller sizes.
    quick: { type: "boolean", default: false },
    // Only these cases: reads, export, gateway.
    case: { type: "string", multiple: true, default: [] },
    // Only these databases: sqlite, postgresql, mysql.
    engine: { type: "string", multiple: true, default: [] },
    // Requests in the big data set.
    rows: { type: "string" },
    seed: { type: "string" },
    // The data sets again, also where they are there.
    fresh: { type: "boolean", default: false },
    // What is built, as it is, without a look at the sources.
    built: { type: "boolean", default: false },
  },
});
const plan = makePlan({
  isQuick: values.quick,
  cases: values.case,
  engines: values.engine,
  rows: values.rows,
  seed: values.seed,
  isFresh: values.fresh,
});
if (!existsSync(join(rootDir, "prisma/generated"))) await generateClients();
if (plan.cases.includes("gateway") && !values.built && !isBuildCurrent()) await buildPrograms();

// Before the first module that reads the environment: this program writes data that the measured one must decrypt.
const dir = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
process.env.GATEHOUSE_DATA_DIR = dir;
process.env.LOG_LEVEL = "error";
const { runSecret } = await import("./gateway/run-secret");
process.env.GATEHOUSE_SECRET = runSecret;
const { run } = await import("./logs/run");
process.exitCode = (await run(plan, dir)) ? 0 : 1;
rmSync(dir, { recursive: true, force: true });
