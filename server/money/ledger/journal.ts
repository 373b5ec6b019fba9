import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import superjson from "superjson";
import { logger } from "@/server/kernel/logger";
import type { ChargeOperation } from "./operation";

export type OwedCharge = ChargeOperation & { isOwed: true };

type Waiting = { line: string; resolve: () => void; reject: (error: unknown) => void };

/**
 * What is owed for answers that were given out while the database was away, on the disk of this machine until it is charged:
 * one line of JSON a request. A line is on the disk before its answer is. Charging is idempotent by the request id, so the
 * file may be charged again from its beginning by whoever finds it.
 */
export class OwedJournal {
  readonly #file: FileHandle;
  readonly #open = new Set<string>();
  #waiting: Waiting[] = [];
  #isWriting = false;
  #writing = Promise.resolve();
  #isEmpty: boolean;
  #isTorn: boolean;

  private constructor(file: FileHandle, left: readonly OwedCharge[], text: string) {
    this.#file = file;
    this.#isEmpty = text === "";
    this.#isTorn = text !== "" && !text.endsWith("\n");
    for (const { log } of left) this.#open.add(log.id);
  }

  /** Opens the journal of a file, which is made when it is not there. Out: with what an earlier process has left in it. */
  static async open(path: string): Promise<{ journal: OwedJournal; left: OwedCharge[] }> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "a", 0o600);
    const text = await readFile(path, "utf8");
    const left = text.split("\n").flatMap(readLine);
    return { journal: new OwedJournal(file, left, text), left };
  }

  /** Requests that are owed for and not charged yet. */
  get size(): number {
    return this.#open.size;
  }

  /** Resolves once a charge is on the disk; those that arrive meanwhile go there together. Throws when the disk refuses. */
  append(charge: OwedCharge): Promise<void> {
    this.#open.add(charge.log.id);
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ line: superjson.stringify(charge), resolve, reject });
    });
    void this.#wake();
    return written.catch((error: unknown) => {
      this.#open.delete(charge.log.id);
      throw error;
    });
  }

  /** A charge is in the database. With the last one the file is emptied. */
  charged(requestId: string): Promise<void> {
    this.#open.delete(requestId);
    return this.#wake();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #wake(): Promise<void> {
    if (!this.#isWriting) {
      this.#isWriting = true;
      this.#writing = this.#write();
    }
    return this.#writing;
  }

  /** One at a time: emptying the file must not take a line that is just being written. */
  async #write(): Promise<void> {
    for (;;) {
      const batch = this.#waiting.splice(0);
      if (batch.length > 0) await this.#append(batch);
      else if (this.#open.size === 0 && !this.#isEmpty) await this.#clear();
      else break;
    }
    // In the same step as the look at what waits: a line that comes between the two would wait for ever.
    this.#isWriting = false;
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    this.#isEmpty = false;
    try {
      // A line that was cut off by a full disk or a power cut must not swallow the next one.
      await this.#file.appendFile(`${this.#isTorn ? "\n" : ""}${batch.map(({ line }) => `${line}\n`).join("")}`);
      await this.#file.datasync();
      this.#isTorn = false;
      for (const { resolve } of batch) resolve();
    } catch (error) {
      this.#isTorn = true;
      for (const { reject } of batch) reject(error);
    }
  }

  async #clear(): Promise<void> {
    this.#isEmpty = true;
    try {
      await this.#file.truncate(0);
      this.#isTorn = false;
    } catch (error) {
      logger.warn({ err: error }, "the journal of owed charges could not be emptied; they will be found charged");
    }
  }
}

/** A line that was not written whole belongs to an answer that was never given out. */
function readLine(line: string): OwedCharge[] {
  if (line === "") return [];
  try {
    return [superjson.parse<OwedCharge>(line)];
  } catch (error) {
    logger.error({ err: error }, "a line of the journal of owed charges cannot be read");
    return [];
  }
}
