import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { logger } from "@/server/kernel/logger";
import { openText, sealText } from "@/server/kernel/sealed-text";
import { decodeKnownState, encodeKnownState, type KnownState } from "./known-state";

const SEAL = { purpose: "known state", name: "known-state" };

/** The last known state on this machine's disk: sealed as a whole, since it names accounts and nobody else shall make keys of his own, and replaced in one step. */
export class StateFile {
  readonly #path: string;
  readonly #build: string;

  constructor(path: string, build: string) {
    this.#path = path;
    this.#build = build;
  }

  /** Replaces the file. What is there stays whole until the new one is on the disk. */
  async write(state: KnownState): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const part = `${this.#path}.part`;
    const file = await open(part, "w", 0o600);
    try {
      await file.writeFile(sealText(await encodeKnownState(state, this.#build), SEAL));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(part, this.#path);
  }

  /** Null: there is none, or none that this build under these keys can read. */
  async read(): Promise<KnownState | null> {
    try {
      const text = openText(await readFile(this.#path), SEAL);
      return text === null ? null : decodeKnownState(text, this.#build);
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isMissing) logger.warn({ err: error }, "the last known state cannot be read");
      return null;
    }
  }

  /** For an operator who no longer wants to serve from it. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
