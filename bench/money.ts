// npm run bench:money: codes, redemptions, callbacks and statements on every database. See docs/benchmarks.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makePlan } from "./money/plan";

const { values } = parseArgs({
  options: {
    // Under fifty seconds, with smaller sizes.
    quick: { type: "boolean", default: false },
    // Only these cases: codes, gift, callback, statement.
    case: { type: "string", multiple: true, default: [] },
    // Only these databases: sqlite, postgresql, mysql.
    engine: { type: "string", multiple: true, default: [] },
  },
});
const plan = makePlan({ isQuick: values.quick, cases: values.case, engines: values.engine });

// Before the first module that reads the environment: nothing of the checkout's own installation is touched.
const dir = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
process.env.GATEHOUSE_DATA_DIR = dir;
process.env.LOG_LEVEL = "error";
const { run } = await import("./money/run");
process.exitCode = (await run(plan)) ? 0 : 1;
rmSync(dir, { recursive: true, force: true });
