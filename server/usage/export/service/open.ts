import { getFileStorage } from "@/server/files/storage/storage";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { audienceOf } from "../audience";
import { FILE_TYPES } from "../format";
import { withRange } from "../range";
import { EXPORT_FORMATS, type ExportLogsInput } from "../schema";
import { partPath } from "../stored";
import { exportText } from "../text";
import { describeExport, findExport } from "./list";
import { planExport } from "./plan";

export type LogFile = { name: string; type: string; chunks: AsyncGenerator<string> };
export type ExportFile = { name: string; byteCount: number; chunks: AsyncGenerator<Uint8Array> };

/**
 * The rows of a filter as a file, made while it is fetched. Throws PRECONDITION_FAILED when there are too many for that; a
 * failure later on is thrown by `chunks`.
 */
export async function openLogs(ctx: ServiceContext, { filter, format }: ExportLogsInput): Promise<LogFile> {
  authorize(ctx, "log.exportOwn");
  const plan = await planExport(ctx, { filter });
  if (plan.how !== "stream") throw new AppError("PRECONDITION_FAILED", { reason: "export.too_many_rows" });
  const ranged = await withRange(ctx, filter);
  const audience = audienceOf(ctx);
  await withTransaction(ctx, (tx) =>
    audit(tx, {
      action: "export.download",
      target: { kind: "log", id: "", label: format },
      after: { format, audience, filter: ranged, rows: plan.rows },
    }),
  );
  const { extension, type } = FILE_TYPES[format];
  const text = exportText(ctx, { filter: ranged, format, audience, hasHead: true });
  return { name: `logs-${stamp(ranged.to)}.${extension}`, type, chunks: textOf(text) };
}

/**
 * The file of a finished export, part after part. Throws NOT_FOUND, or PRECONDITION_FAILED when it is not ready or has
 * expired; a part that cannot be read is thrown by `chunks`.
 */
export async function openExport(ctx: ServiceContext, { id }: { id: string }): Promise<ExportFile> {
  authorize(ctx, "log.exportOwn");
  const row = await findExport(ctx, id);
  const item = await describeExport(ctx, row);
  if (item.status === "expired") throw new AppError("PRECONDITION_FAILED", { reason: "export.expired" });
  if (item.status !== "ready") throw new AppError("PRECONDITION_FAILED", { reason: "export.not_ready" });
  await withTransaction(ctx, (tx) =>
    audit(tx, { action: "export.download", target: { kind: "export", id, label: row.format } }),
  );
  const format = EXPORT_FORMATS.find((known) => known === row.format) ?? "csv";
  const { extension } = FILE_TYPES[format];
  return {
    name: `logs-${stamp(item.to)}.${extension}.gz`,
    byteCount: item.byteCount,
    chunks: partsOf(Array.from({ length: row.partCount }, (_part, position) => partPath(id, position, extension))),
  };
}

async function* textOf(chunks: AsyncGenerator<{ text: string }>): AsyncGenerator<string> {
  for await (const { text } of chunks) yield text;
}

async function* partsOf(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  const storage = await getFileStorage();
  for (const path of paths) {
    for await (const bytes of await storage.get(path)) yield bytes;
  }
}

function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(":", "-");
}
