import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";

export type NodeFields = { id: string; role: string; hostname: string; version: string };

const HEARTBEAT_MS = 2_000;
/** Rows of nodes that are long gone and own nothing. */
const FORGET_AFTER_MS = 24 * 3_600_000;

/** The row by which other nodes know that this process is alive: written every two seconds, deleted when it ends well. */
export class NodePresence {
  readonly #db: Db;
  readonly #node: NodeFields;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Db, node: NodeFields) {
    this.#db = db;
    this.#node = node;
  }

  async start(): Promise<void> {
    const now = new Date();
    await this.#db.node.create({ data: { ...this.#node, startedAt: now, lastSeenAt: now } });
    await this.#db.node.deleteMany({ where: { lastSeenAt: { lt: new Date(now.getTime() - FORGET_AFTER_MS) } } });
    this.#timer = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  /** Writes the heartbeat. Out: whether it could be written. */
  async beat(): Promise<boolean> {
    const lastSeenAt = new Date();
    try {
      await this.#db.node.upsert({
        where: { id: this.#node.id },
        create: { ...this.#node, lastSeenAt },
        update: { lastSeenAt },
      });
      return true;
    } catch (error) {
      logger.debug({ err: error }, "the heartbeat could not be written");
      return false;
    }
  }

  /** With every hold settled there is nothing left to recover for this node. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#db.node.deleteMany({ where: { id: this.#node.id } }).catch(() => undefined);
  }
}
