import { join } from "node:path";
import { rootDir } from "@/scripts/prepare/root-dir.mjs";
import { startChild } from "../gateway/child";
import { runSecret } from "../gateway/run-secret";
import type { Bench } from "./bench-context";
import type { DataSet } from "./data-set";
import { rowOf } from "./rows";

/** What the program that exports has found out. */
export type ExportResult = {
  rowCount: number;
  tookMs: number;
  startRssMb: number;
  peakRssMb: number;
  byteCount: number;
};

const EXTRA_MB_MAX = 200;

/** A big export as a job does it, in a process of its own whose memory is watched. */
export async function measureExport(bench: Bench, dataSet: DataSet): Promise<void> {
  const { engine, rows, from, to } = dataSet;
  const share = Math.min(1, bench.plan.exportRows / rows);
  const since = Math.round(to - (to - from) * share);
  const child = await startChild({
    name: `export-${engine}`,
    args: ["--import", "tsx", join(rootDir, "bench/logs/export-program.ts"), dataSet.url, String(since), String(to)],
    dir: bench.dir,
    env: { GATEHOUSE_DATA_DIR: bench.dir, GATEHOUSE_SECRET: runSecret, LOG_LEVEL: "error" },
  });
  try {
    const result = await new Promise<ExportResult>((resolve, reject) => {
      child.process.once("exit", () => reject(new Error("the export has ended without a result")));
      child.process.once("message", resolve);
      child.process.send("start");
    });
    note(bench, dataSet, result);
  } finally {
    await child.stop();
  }
}

function note(bench: Bench, { engine, rows }: DataSet, result: ExportResult): void {
  const name = `export of ${result.rowCount.toLocaleString("en")} rows`;
  bench.rows.push(rowOf({ case: name, kind: null, engine, size: rows, eachMs: [result.tookMs], bareMs: [] }));
  const extraMb = result.peakRssMb - result.startRssMb;
  bench.checks.push({
    name: `${engine}: ${name} in flat memory`,
    ok: extraMb <= EXTRA_MB_MAX,
    detail: `${(result.tookMs / 1_000).toFixed(1)} s, ${Math.round(result.byteCount / 2 ** 20)} MiB; at most ${Math.round(result.peakRssMb)} MiB resident, ${Math.round(extraMb)} more than before it`,
  });
}
