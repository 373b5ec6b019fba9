import { statfs } from "node:fs/promises";
import { getFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { env } from "@/server/kernel/env";
import { logger } from "@/server/kernel/logger";
import type { Finding } from "./finding";

const SLOW_MS = 250;
const PROBE = "health/probe";
const SPACE_LOW = 0.1;
const SPACE_OUT = 0.03;

/** One statement there and back. Prisma's own time-out ends what hangs. */
export async function checkDatabase(ctx: ServiceContext): Promise<Finding> {
  const startedAt = performance.now();
  await ctx.db.setup.findFirst({ select: { id: true } });
  const latencyMs = Math.round(performance.now() - startedAt);
  const isSlow = latencyMs > SLOW_MS;
  return { state: isSlow ? "degraded" : "ok", detail: isSlow ? "slow" : "latency", figures: { latencyMs } };
}

/** Whether the folder or the bucket of files answers. */
export async function checkStorage(): Promise<Finding> {
  const detail = env.s3 ? "bucket" : "local";
  try {
    await (await getFileStorage()).size(PROBE);
    return { state: "ok", detail, figures: { name: env.s3?.bucket ?? "" } };
  } catch (error) {
    logger.debug({ err: error }, "the file storage does not answer");
    return { state: "failed", detail: "notWritable" };
  }
}

/** Room on the disk of the data folder of the machine that answers. */
export async function checkDisk(): Promise<Finding> {
  try {
    const { bsize, blocks, bavail } = await statfs(env.dataDir);
    const share = blocks === 0 ? 1 : bavail / blocks;
    const state = share < SPACE_OUT ? "failed" : share < SPACE_LOW ? "degraded" : "ok";
    return { state, detail: "space", figures: { freeBytes: bavail * bsize, freePercent: Math.round(share * 100) } };
  } catch {
    return { state: "off", detail: "unreadable" };
  }
}
