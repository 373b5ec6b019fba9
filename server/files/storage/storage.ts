import type { Readable } from "node:stream";
import { env, type S3Config } from "@/server/kernel/env";
import { LocalStorage } from "./local";

/**
 * Where files lie: a folder or a bucket, which its users cannot tell apart. A path has slashes and no dots before its parts
 * ("exports/exp_1/0.csv.gz"). What the storage itself fails with is UNAVAILABLE, `file.storage_full` or
 * `file.storage_unavailable`; what `body` fails with comes through as it is.
 */
export interface FileStorage {
  /** Stores a file whole or not at all, in the place of an older one. Resolves when it is safe. */
  put(path: string, body: Readable | Buffer): Promise<{ byteCount: number }>;
  /** Reads a file from its beginning. Throws NOT_FOUND. */
  get(path: string): Promise<Readable>;
  /** Bytes of a file; null when there is none. */
  size(path: string): Promise<number | null>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Paths of all files in a folder and below, in order. */
  list(folder: string): Promise<string[]>;
  /** A file on this machine's disk, for programs that want to jump about in it. `release` when done. Throws NOT_FOUND. */
  localCopy(path: string): Promise<LocalCopy>;
}

export type LocalCopy = { path: string; release: () => Promise<void> };

export type FileStorageOptions = { folder: string; s3: S3Config | undefined };

/** Opens the storage that the options name. The S3 client is heavy, and is loaded only where there is a bucket. */
export async function openFileStorage({ folder, s3 }: FileStorageOptions): Promise<FileStorage> {
  if (s3 === undefined) return new LocalStorage(folder);
  const { S3Storage } = await import("./s3");
  return new S3Storage(s3);
}

let opened: Promise<FileStorage> | undefined;

/** The installation's file storage, opened on first use. */
export function getFileStorage(): Promise<FileStorage> {
  opened ??= openFileStorage({ folder: `${env.dataDir}/files`, s3: env.s3 });
  return opened;
}

/** Puts another storage in its place, or with undefined the configured one back. For tests. */
export function replaceFileStorage(storage: FileStorage | undefined): void {
  opened = storage === undefined ? undefined : Promise.resolve(storage);
}
