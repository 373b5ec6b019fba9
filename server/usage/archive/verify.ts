import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { getFileStorage } from "@/server/files/storage/storage";
import { asNumber, asText, orNull } from "@/server/kernel/database/sql-values";
import { AppError } from "@/server/kernel/errors";
import { PARTITIONED } from "@/server/usage/storage/partitions";
import type { ArchiveNoun } from "./columns";
import { queryFiles, quoted } from "./duckdb";

const READ_MAX_MS = 120_000;

/** What an archive's row promises of its file. */
export type Promised = {
  noun: string;
  path: string;
  rowCount: number;
  byteCount: bigint;
  sha256: string;
  firstId: string;
  lastId: string;
};

export type ArchiveFault = "missing" | "bytes" | "checksum" | "unreadable" | "rows";

/** Reads a stored file back whole, as bytes and as rows. Out: what is wrong with it; null when it is as promised. */
export async function findArchiveFault(archive: Promised): Promise<ArchiveFault | null> {
  const storage = await getFileStorage();
  const byteCount = await storage.size(archive.path);
  if (byteCount === null) return "missing";
  if (BigInt(byteCount) !== archive.byteCount) return "bytes";
  const hash = createHash("sha256");
  await pipeline(await storage.get(archive.path), hash);
  if (hash.digest("hex") !== archive.sha256) return "checksum";
  const copy = await storage.localCopy(archive.path);
  try {
    return await findRowsFault(copy.path, archive);
  } finally {
    await copy.release();
  }
}

async function findRowsFault(path: string, archive: Promised): Promise<ArchiveFault | null> {
  const column = PARTITIONED[archive.noun as ArchiveNoun];
  const sql = `SELECT count(*) AS total, min(${column}) AS first, max(${column}) AS last FROM read_parquet(${quoted(path)})`;
  const rows = await queryFiles({ sql, values: [], deadlineMs: performance.now() + READ_MAX_MS }).catch(() => null);
  const [row] = rows ?? [];
  if (!row) return "unreadable";
  const isSame =
    asNumber(row.total) === archive.rowCount &&
    orNull(row.first, asText) === archive.firstId &&
    orNull(row.last, asText) === archive.lastId;
  return isSame ? null : "rows";
}

/** Throws UNAVAILABLE (archive.broken) when a stored file is not what its row promises. */
export async function requireWhole(archive: Promised): Promise<void> {
  const fault = await findArchiveFault(archive);
  if (fault === null) return;
  throw new AppError("UNAVAILABLE", { reason: "archive.broken", meta: { path: archive.path, fault } });
}
