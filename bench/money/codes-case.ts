import { setTimeout as sleep } from "node:timers/promises";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { createCodesJob } from "@/server/money/redemption/create-job";
import { CreateBatchInput } from "@/server/money/redemption/schema";
import { createBatch } from "@/server/money/redemption/service/create";
import type { JobKind } from "@/server/operations/job/kind";
import { startJobRunner } from "@/server/operations/job/runner";
import { systemOf } from "@/server/testing/people";
import { insertBare, type Value } from "./bare-insert";
import { addCheck, addRow, type Bench, timed } from "./rows";

/** As many a transaction as the product writes. */
const CHUNK_SIZE = 1_000;
const POLL_MS = 10;

/** Codes made by the job, beside the bare driver's batched inserts of as many rows into the same table. */
export async function measureCodes(bench: Bench): Promise<void> {
  const { site, plan } = bench;
  const bare = await timed(() => insertRows(bench, plan.codes));
  const limitPerSecond = (plan.codes * 1_000) / bare.tookMs;
  const eachMs: number[] = [];
  const kind: JobKind = {
    ...createCodesJob,
    run: async (ctx, work) => {
      const { result, tookMs } = await timed(() => createCodesJob.run(ctx, work));
      eachMs.push(tookMs);
      return result;
    },
  };
  const runner = startJobRunner([kind], { pollMs: POLL_MS });
  const made = await timed(() => makeBatch(bench));
  await runner.stop();
  const name = `codes made (latency: of ${CHUNK_SIZE})`;
  addRow(bench, { name, concurrency: 1, count: plan.codes, tookMs: made.tookMs, eachMs }, limitPerSecond);
  const distinct = await site.db.redemptionCode.count({ where: { batchId: made.result, status: "active" } });
  addCheck(bench, `${plan.codes} codes are there`, { ok: distinct === plan.codes, detail: `${distinct} codes` });
}

async function makeBatch({ site, plan }: Bench): Promise<string> {
  const input = { name: "of the bench", kind: "single", codeCount: plan.codes, quota: 1_000n };
  const form = { prefix: "BENCH", idempotencyKey: newId("req") };
  const { id } = await createBatch(systemOf(site.db), CreateBatchInput.parse({ ...input, ...form }));
  for (;;) {
    const { status } = await site.db.redemptionBatch.findUniqueOrThrow({ where: { id }, select: { status: true } });
    if (status !== "creating") return id;
    await sleep(POLL_MS);
  }
}

async function insertRows({ site }: Bench, count: number): Promise<void> {
  const batchId = newId("rdb");
  await site.db.redemptionBatch.create({
    data: {
      id: batchId,
      name: "of the driver",
      searchText: "",
      kind: "single",
      quota: 1_000n,
      codeCount: count,
      idempotencyKey: batchId,
    },
  });
  const createdAt = site.engine === "sqlite" ? Date.now() : new Date().toISOString().slice(0, 23).replace("T", " ");
  const row = (position: number): Value[] => {
    const id = newId("rdc");
    return [id, batchId, position, sha256Hex(id), "BENCH", "0000", "active", 1, 0, createdAt];
  };
  const chunks = Array.from({ length: Math.ceil(count / CHUNK_SIZE) }, (_, chunk) =>
    Array.from({ length: Math.min(CHUNK_SIZE, count - chunk * CHUNK_SIZE) }, (_unused, index) =>
      row(chunk * CHUNK_SIZE + index),
    ),
  );
  const columns = "id, batch_id, position, hash, prefix, last_four, status, uses_left, used_count, created_at".split(
    ", ",
  );
  await insertBare(site, { table: "redemption_codes", columns, chunks });
}
