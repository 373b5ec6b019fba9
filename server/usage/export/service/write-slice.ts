import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { z } from "zod";
import { getFileStorage } from "@/server/files/storage/storage";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import type { JobItemResult, JobWork } from "@/server/operations/job/kind";
import { FILE_TYPES } from "../format";
import { EXPORT_FORMATS, type ExportFormat } from "../schema";
import { parseSliceId } from "../slices";
import { partPath, readQuestion } from "../stored";
import { exportText, type TextChunk } from "../text";

/** Of nine: the processor is the gateway's first, and logs become small by any level. */
const GZIP_LEVEL = 3;

const Params = z.object({ exportId: z.string() });

/**
 * Writes one slice of an export as one part of its file. Done again, it takes the place of the part that was there. Throws
 * PRECONDITION_FAILED when the export was removed meanwhile, FORBIDDEN when its author may no longer see what it holds, and
 * UNAVAILABLE when the part cannot be stored.
 */
export async function writeSlice(
  ctx: ServiceContext,
  { jobId, params, target, signal }: JobWork,
): Promise<JobItemResult> {
  authorize(ctx, "log.exportOwn");
  const slice = parseSliceId(target.id);
  const row = await ctx.db.logExport.findUnique({ where: { id: Params.parse(params).exportId } });
  if (!row || !slice) throw notFound("export");
  if (row.removedAt) throw new AppError("PRECONDITION_FAILED", { reason: "export.removed" });
  // A second job may do what the first failed at; the export is then the second one's.
  if (row.jobId !== jobId) await ctx.db.logExport.update({ where: { id: row.id }, data: { jobId } });
  const { filter, audience } = readQuestion(row.filter);
  if (audience === "staff") authorize(ctx, "log.exportAny");
  const format = formatOf(row.format);
  const range = { from: new Date(slice.fromMs), to: new Date(slice.toMs) };
  const text = exportText(ctx, { filter: { ...filter, ...range }, format, audience, hasHead: slice.position === 0 });
  const path = partPath(row.id, slice.position, FILE_TYPES[format].extension);
  const { rowCount, byteCount } = await storeCompressed(path, text, signal);
  const part = { exportId: row.id, position: slice.position };
  const counts = { rowCount, byteCount: BigInt(byteCount) };
  await ctx.db.logExportPart.upsert({
    where: { exportId_position: part },
    create: { ...part, ...counts },
    update: counts,
  });
  return { status: "done", detail: "" };
}

async function storeCompressed(path: string, text: AsyncGenerator<TextChunk>, signal: AbortSignal) {
  let rowCount = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const chunk of text) {
      rowCount += chunk.rowCount;
      yield chunk.text;
    }
  }
  const storage = await getFileStorage();
  const gzip = createGzip({ level: GZIP_LEVEL });
  const [fed, stored] = await Promise.allSettled([
    pipeline(Readable.from(counted()), gzip, { signal }),
    storage.put(path, gzip),
  ]);
  // When one fails so does the other; the storage knows whose fault it was.
  if (stored.status === "rejected") throw stored.reason;
  if (fed.status === "rejected") throw fed.reason;
  return { rowCount, byteCount: stored.value.byteCount };
}

function formatOf(text: string): ExportFormat {
  return z.enum(EXPORT_FORMATS).parse(text);
}
