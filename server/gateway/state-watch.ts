import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import type { StateTopic } from "@/server/kernel/state-version";

type Reload = { topics: readonly StateTopic[]; run: () => Promise<void> | void; seen: string | null };

const POLL_MS = 250;

/**
 * Reloads what this process keeps in memory when its counter has moved: one cheap query four times a second. So a revoked
 * key or a switched-off channel is out of use within half a second on every node, whoever made the change.
 */
export class StateWatch {
  readonly #db: Db;
  readonly #reloads: Reload[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #isFailing = false;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Calls `run` now or later whenever one of the topics has moved, one call at a time; again when it fails. */
  on(topics: readonly StateTopic[], run: () => Promise<void> | void): void {
    this.#reloads.push({ topics, run, seen: null });
  }

  /** Loads everything once (errors pass through), then keeps watching. */
  async start(): Promise<void> {
    await this.check();
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Looks at the counters and reloads what has moved. The counter is read before the rows, so no change is missed. */
  async check(): Promise<void> {
    const rows = await this.#db.stateVersion.findMany();
    const versions = new Map(rows.map((row) => [row.topic, row.version]));
    for (const reload of this.#reloads) {
      const now = reload.topics.map((topic) => versions.get(topic) ?? 0n).join(",");
      if (now === reload.seen) continue;
      await reload.run();
      reload.seen = now;
    }
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.check()
        .then(() => this.#report(null))
        .catch((error: unknown) => this.#report(error))
        .finally(() => this.#schedule());
    }, POLL_MS);
    this.#timer.unref();
  }

  /** Says once that watching fails, and once that it works again. */
  #report(error: unknown): void {
    const isFailing = error !== null;
    if (isFailing === this.#isFailing) return;
    this.#isFailing = isFailing;
    if (isFailing) logger.error({ err: error }, "state cannot be reloaded; the last one stays in force");
    else logger.info("state is being reloaded again");
  }
}
