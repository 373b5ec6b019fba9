import { LRUCache } from "lru-cache";
import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { AuthCache } from "../auth-cache";
import { readKnownState } from "./known-state";
import type { OfflineServing } from "./serving";
import type { StateFile } from "./state-file";

const EVERY_MS = 60_000;
/** Keys that were in use of late, those used last. */
const KEYS_MAX = 10_000;

export type KeeperDeps = {
  db: Db;
  file: StateFile;
  auth: AuthCache;
  writer: LedgerWriter;
  offline: OfflineServing;
  isWanted: () => boolean;
};

/** Keeps the last known state on the disk, a minute old at most, as long as the site wants to serve from it. */
export class StateKeeper {
  readonly #deps: KeeperDeps;
  readonly #hashes = new LRUCache<string, true>({ max: KEYS_MAX });
  #timer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> | null = null;
  #isRead = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    void this.keep();
    this.#timer = setInterval(() => void this.keep(), EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#keeping;
  }

  /** Writes the state as it is now, or removes it when it is no longer wanted. Never throws; one at a time. */
  keep(): Promise<void> {
    this.#keeping ??= this.#keep()
      .catch((error: unknown) => logger.warn({ err: error }, "the last known state could not be kept"))
      .finally(() => {
        this.#keeping = null;
      });
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    const { db, file, writer, offline, isWanted } = this.#deps;
    if (writer.isDown) return;
    if (!isWanted()) {
      await file.remove();
      offline.known(null);
      return;
    }
    await this.#collect();
    const state = await readKnownState(db, [...this.#hashes.keys()]);
    await file.write(state);
    if (!writer.isDown) offline.known(state.takenAt);
  }

  /** The keys of the process before this one count too: after a restart hardly any is in memory. */
  async #collect(): Promise<void> {
    if (!this.#isRead)
      for (const { key } of (await this.#deps.file.read())?.accounts ?? []) this.#hashes.set(key.hash, true);
    this.#isRead = true;
    for (const hash of this.#deps.auth.recent(KEYS_MAX).reverse()) this.#hashes.set(hash, true);
  }
}
