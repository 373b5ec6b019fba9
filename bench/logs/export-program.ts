// Exports a span of a data set as the product's job does, and says what that took. Started by export-case.ts.

import { startJobRunner } from "@/server/operations/job/runner";
import { logExportJob } from "@/server/usage/export/export-job";
import type { DataSet } from "./data-set";
import type { ExportResult } from "./export-case";
import { openSession } from "./session";

const [, , url = "", from = "0", to = "0"] = process.argv;
const POLL_MS = 50;
const MIB = 2 ** 20;

async function run(): Promise<ExportResult> {
  const session = await openSession({ url } as DataSet);
  const startRssMb = process.memoryUsage.rss() / MIB;
  const begun = performance.now();
  const filter = { from: new Date(Number(from)), to: new Date(Number(to)) };
  const { id } = await session.caller.export.start({ filter, format: "jsonl" });
  const runner = startJobRunner([logExportJob], { pollMs: POLL_MS });
  for (;;) {
    const { job } = await findExport(session.db, id);
    if (job.status === "succeeded") break;
    if (job.finishedAt !== null) throw new Error(`the export has ${job.status}: ${job.error}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const tookMs = performance.now() - begun;
  await runner.stop();
  const { _sum } = await session.db.logExportPart.aggregate({
    where: { exportId: id },
    _sum: { rowCount: true, byteCount: true },
  });
  await session.close();
  // maxRSS is in KiB.
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  return { rowCount: _sum.rowCount ?? 0, byteCount: Number(_sum.byteCount ?? 0), tookMs, startRssMb, peakRssMb };
}

async function findExport(db: Awaited<ReturnType<typeof openSession>>["db"], id: string) {
  const { jobId } = await db.logExport.findUniqueOrThrow({ where: { id } });
  return { job: await db.job.findUniqueOrThrow({ where: { id: jobId ?? "" } }) };
}

process.once("message", () => {
  run().then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
