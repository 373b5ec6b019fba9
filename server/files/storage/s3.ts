import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { S3Config } from "@/server/kernel/env";
import { AppError, notFound } from "@/server/kernel/errors";
import { diskFault, isMissing } from "./fault";
import { checkFilePath } from "./path";
import type { FileStorage, LocalCopy } from "./storage";

const UPLOAD_PART_BYTES = 8 * 1024 * 1024;
/** Times the size of a part is what one upload holds in memory. */
const UPLOAD_PARTS_AT_ONCE = 2;
const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_TIMEOUT_MS = 30_000;

/** Files in a bucket of S3 or of what speaks like it. */
export class S3Storage implements FileStorage {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor({ bucket, region, endpoint, credentials, isPathStyle, prefix }: S3Config) {
    this.#bucket = bucket;
    this.#prefix = prefix === "" ? "" : `${prefix}/`;
    this.#client = new S3Client({
      region,
      forcePathStyle: isPathStyle,
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async put(path: string, body: Readable | Buffer): Promise<{ byteCount: number }> {
    const target = { Bucket: this.#bucket, Key: this.#key(path) };
    if (Buffer.isBuffer(body)) {
      await this.#ask(() => this.#client.send(new PutObjectCommand({ ...target, Body: body })));
      return { byteCount: body.length };
    }
    const source = new CountedSource(body);
    const upload = new Upload({
      client: this.#client,
      params: { ...target, Body: source.stream },
      partSize: UPLOAD_PART_BYTES,
      queueSize: UPLOAD_PARTS_AT_ONCE,
    });
    try {
      await upload.done();
    } catch (error) {
      body.destroy();
      throw source.failure ?? s3Fault(error);
    }
    return { byteCount: source.byteCount };
  }

  async get(path: string): Promise<Readable> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: this.#key(path) });
    const { Body } = await this.#ask(() => this.#client.send(command));
    if (!(Body instanceof Readable)) throw notFound("file");
    return Body;
  }

  async size(path: string): Promise<number | null> {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#key(path) });
    try {
      return (await this.#client.send(command)).ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw s3Fault(error);
    }
  }

  async remove(path: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.#key(path) });
    await this.#ask(() => this.#client.send(command));
  }

  async list(folder: string): Promise<string[]> {
    const paths: string[] = [];
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: `${this.#key(folder)}/`,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await this.#ask(() => this.#client.send(command));
      for (const { Key } of page.Contents ?? []) if (Key) paths.push(Key.slice(this.#prefix.length));
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return paths.sort();
  }

  async localCopy(path: string): Promise<LocalCopy> {
    const source = await this.get(path);
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-file-"));
    const release = () => rm(folder, { recursive: true, force: true });
    const copy = join(folder, path.slice(path.lastIndexOf("/") + 1));
    try {
      await pipeline(source, createWriteStream(copy, { mode: 0o600 }));
      return { path: copy, release };
    } catch (error) {
      await release();
      throw diskFault(error);
    }
  }

  async #ask<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw isMissing(error) ? notFound("file") : s3Fault(error);
    }
  }

  #key(path: string): string {
    checkFilePath(path);
    return this.#prefix + path;
  }
}

/** Counts what goes through, and remembers what the source failed with: its fault is not the storage's. */
class CountedSource {
  byteCount = 0;
  failure: unknown;
  readonly stream: Readable;

  constructor(source: Readable) {
    this.stream = Readable.from(this.#count(source), { objectMode: false });
  }

  async *#count(source: Readable): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source) {
        const bytes = Buffer.from(chunk);
        this.byteCount += bytes.length;
        yield bytes;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function s3Fault(error: unknown): AppError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new AppError("UNAVAILABLE", { reason: "file.storage_unavailable", message, cause: error });
}
