import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { notFound } from "@/server/kernel/errors";
import { diskFault, isMissing } from "./fault";
import { checkFilePath } from "./path";
import type { FileStorage, LocalCopy } from "./storage";

/** No path of a stored file has a part that begins so. */
const UNFINISHED = ".unfinished-";

/** Files in a folder that only their owner can enter. */
export class LocalStorage implements FileStorage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(path: string, body: Readable | Buffer): Promise<{ byteCount: number }> {
    const target = this.#locate(path);
    const unfinished = join(dirname(target), `${UNFINISHED}${randomUUID()}`);
    const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
    // It may fail before anybody listens to it.
    source.on("error", () => undefined);
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      // flush: on the disk before it gets its name, so that a power cut leaves the old file or the new one.
      const file = createWriteStream(unfinished, { mode: 0o600, flags: "wx", flush: true });
      await pipeline(source, file);
      await rename(unfinished, target);
      await flushFolder(dirname(target));
      return { byteCount: file.bytesWritten };
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw diskFault(source.errored ?? error);
    }
  }

  async get(path: string): Promise<Readable> {
    const file = await open(this.#locate(path), "r").catch((error: unknown) => {
      throw isMissing(error) ? notFound("file") : diskFault(error);
    });
    return file.createReadStream();
  }

  async size(path: string): Promise<number | null> {
    try {
      return (await stat(this.#locate(path))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw diskFault(error);
    }
  }

  async remove(path: string): Promise<void> {
    const target = this.#locate(path);
    try {
      await rm(target, { force: true });
    } catch (error) {
      throw diskFault(error);
    }
  }

  async list(folder: string): Promise<string[]> {
    try {
      const entries = await readdir(this.#locate(folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith(UNFINISHED))
        .map((entry) => relative(this.#folder, join(entry.parentPath, entry.name)))
        .sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw diskFault(error);
    }
  }

  async localCopy(path: string): Promise<LocalCopy> {
    if ((await this.size(path)) === null) throw notFound("file");
    return { path: this.#locate(path), release: async () => undefined };
  }

  #locate(path: string): string {
    checkFilePath(path);
    return join(this.#folder, path);
  }
}

/** A file's name is safe only with its folder. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
