import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { getFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { timeOfId } from "@/server/usage/log/query/position";
import { idBounds, monthOf } from "@/server/usage/storage/months";
import type { ArchiveNoun } from "./columns";
import { scratchFolder } from "./duckdb";
import { writeParquet } from "./parquet";
import { firstIdIn, type IdSpan } from "./rows";
import { type Promised, requireWhole } from "./verify";

/** A file is written, sent and searched at once: not too big for any of them. */
const ROWS_MAX = 250_000;

export type ArchiveInput = {
  noun: ArchiveNoun;
  from: Date;
  to: Date;
  signal: AbortSignal;
  rowsMax?: number;
};

/**
 * Writes all rows of a span of time to file storage, as far as they are not there yet, and reads each file back before its
 * row says that it exists: what this resolves for may be deleted. Broken off, it goes on with the file it was at. Throws
 * UNAVAILABLE when storage fails or a file is not whole, and what `signal` was fired with.
 */
export async function archiveRows(ctx: ServiceContext, input: ArchiveInput): Promise<{ files: number; rows: number }> {
  const done = { files: 0, rows: 0 };
  const { fromId, toId } = idBounds(input);
  for (let cursor = fromId; ; ) {
    input.signal.throwIfAborted();
    const firstId = await firstIdIn(ctx, { noun: input.noun, fromId: cursor, toId });
    if (firstId === null) return done;
    const { covering, following } = await archivesAround(ctx, input.noun, firstId);
    if (covering === null) {
      const span = {
        noun: input.noun,
        fromId: firstId,
        toId: following !== null && following < toId ? following : toId,
      };
      const archive = await archiveFile(ctx, span, input);
      done.files += 1;
      done.rows += archive.rowCount;
      cursor = after(archive.lastId);
    } else cursor = after(covering);
  }
}

/** The last id of the file that an id is in, and the first id of the next file behind it. */
async function archivesAround(ctx: ServiceContext, noun: ArchiveNoun, id: string) {
  const covering = await ctx.db.logArchive.findFirst({ where: { noun, firstId: { lte: id }, lastId: { gte: id } } });
  const following = await ctx.db.logArchive.findFirst({
    where: { noun, firstId: { gt: id } },
    orderBy: { firstId: "asc" },
  });
  return { covering: covering?.lastId ?? null, following: following?.firstId ?? null };
}

/** The smallest text behind an id. */
function after(id: string): string {
  return `${id}0`;
}

async function archiveFile(ctx: ServiceContext, span: IdSpan, { signal, rowsMax }: ArchiveInput): Promise<Promised> {
  const folder = await mkdtemp(join(scratchFolder(), "archive-"));
  try {
    const local = join(folder, "rows.parquet");
    const written = await writeParquet(ctx, { span, rowsMax: rowsMax ?? ROWS_MAX, path: local, signal });
    const month = monthOf(new Date(timeOfId(span.fromId))).name;
    // The same rows have the same name: what a broken-off run left is written over.
    const path = `archives/${span.noun}/${month}/${written.firstId}.parquet`;
    const storage = await getFileStorage();
    const { byteCount } = await storage.put(path, createReadStream(local));
    const archive = { ...written, noun: span.noun, path, byteCount: BigInt(byteCount), sha256: await sha256Of(local) };
    await storage.put(manifestPath(path), Buffer.from(manifestOf(archive, month)));
    await requireWhole(archive);
    await ctx.db.logArchive.create({ data: { id: newId("arc"), month, createdAt: ctx.clock(), ...archive } });
    return archive;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Beside each file: what is in it, for whoever has the files and no database. */
export function manifestPath(path: string): string {
  return path.replace(/\.parquet$/, ".json");
}

function manifestOf({ byteCount, ...archive }: Promised, month: string): string {
  return `${JSON.stringify({ ...archive, month, byteCount: Number(byteCount), format: "parquet, zstd" }, null, 2)}\n`;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
