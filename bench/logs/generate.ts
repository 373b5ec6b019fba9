// Makes the data sets of npm run bench:logs ahead: tsx bench/logs/generate.ts --rows 10000000 --engine sqlite
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    rows: { type: "string", multiple: true, default: ["10000"] },
    engine: { type: "string", multiple: true, default: ["sqlite"] },
    seed: { type: "string", default: "1" },
    // Again, also where it is there.
    fresh: { type: "boolean", default: false },
  },
});
process.env.LOG_LEVEL = "error";
const { openDataSet } = await import("./data-set");
const engines = ["sqlite", "postgresql", "mysql"] as const;
for (const engine of engines.filter((name) => values.engine.includes(name))) {
  for (const rows of values.rows.map(Number)) {
    const begun = performance.now();
    const say = (text: string) =>
      console.log(`${engine} ${rows}: ${text}, ${Math.round((performance.now() - begun) / 1_000)} s`);
    const made = await openDataSet({ engine, rows, seed: Number(values.seed), isFresh: values.fresh, say });
    console.log(JSON.stringify(made));
  }
}
