import { getDb } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import { findStateWatch } from "@/server/kernel/process-watch";
import { readStateVersions } from "@/server/kernel/state-version";

export type StateChange = { topic: string; version: bigint };
type Listener = (change: StateChange) => void;

const POLL_MS = 1_000;

/**
 * Tells any number of listeners of this process what has changed, from one source: the watch that already looks at the
 * counters, or where this process has none, one poll for all while anybody listens.
 */
export class StateFeed {
  readonly #listeners = new Set<Listener>();
  #end: (() => void) | null = null;

  /** Out: what ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#end ??= this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#end?.();
      this.#end = null;
    };
  }

  #begin(): () => void {
    const watch = findStateWatch();
    if (!watch) return this.#poll();
    return watch.listen((moves) => {
      for (const move of moves) this.#tell(move);
    });
  }

  #poll(): () => void {
    let known: Map<string, bigint> | null = null;
    const look = async () => {
      const rows = await readStateVersions(getDb());
      const before = known;
      known = new Map(rows.map(({ topic, version }) => [topic, version]));
      if (before === null) return;
      for (const { topic, version } of rows) if (before.get(topic) !== version) this.#tell({ topic, version });
    };
    const timer = setInterval(() => {
      look().catch((error: unknown) => logger.warn({ err: error }, "what has changed could not be read"));
    }, POLL_MS);
    void look().catch(() => undefined);
    return () => clearInterval(timer);
  }

  #tell(change: StateChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
