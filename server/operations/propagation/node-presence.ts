import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import type { StateWatch } from "@/server/kernel/state-watch";
import type { NodeFigures, NodeRole } from "./schema";

export type NodeFields = { id: string; role: NodeRole; hostname: string; version: string };

/** What the process counts and how current it is, read with each heartbeat. */
export type NodeReport = { watch: StateWatch; figures: () => NodeFigures };

const HEARTBEAT_MS = 2_000;
/** Changes come in bursts; those within this time are reported together. */
const REPORT_AFTER_MS = 200;
/** Rows of nodes that are long gone and own nothing. */
const FORGET_AFTER_MS = 24 * 3_600_000;

/**
 * The row by which other nodes know that this process is alive and which versions are in force in it: written every two
 * seconds and soon after each change, deleted when it ends well.
 */
export class NodePresence {
  readonly #db: Db;
  readonly #node: NodeFields;
  readonly #report: NodeReport;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #endListening: (() => void) | undefined;
  #isKnown = false;

  constructor(db: Db, node: NodeFields, report: NodeReport) {
    this.#db = db;
    this.#node = node;
    this.#report = report;
  }

  /** Resolves after the first heartbeat, which a gateway that starts without its database cannot write: one of the next makes the row. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
    this.#endListening = this.#report.watch.listen(() => this.#beatSoon());
    if (await this.beat()) await this.#forgetOld();
  }

  /** Whether other nodes can know of this one. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Writes the heartbeat. Out: whether it could be written. */
  async beat(): Promise<boolean> {
    const state = { ...this.#state(), lastSeenAt: new Date() };
    try {
      await this.#db.node.upsert({
        where: { id: this.#node.id },
        create: { ...this.#node, ...state },
        update: state,
      });
      this.#isKnown = true;
      return true;
    } catch (error) {
      logger.debug({ err: error }, "the heartbeat could not be written");
      return false;
    }
  }

  /** With every hold settled there is nothing left to recover for this node. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#endListening?.();
    await this.#db.node.deleteMany({ where: { id: this.#node.id } }).catch(() => undefined);
  }

  async #forgetOld(): Promise<void> {
    const before = new Date(Date.now() - FORGET_AFTER_MS);
    await this.#db.node.deleteMany({ where: { lastSeenAt: { lt: before } } }).catch(() => undefined);
  }

  #beatSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.beat();
    }, REPORT_AFTER_MS).unref();
  }

  #state(): { stateVersions: string; stateLagMs: number | null; figures: string } {
    const { watch, figures } = this.#report;
    const versions = Object.fromEntries([...watch.versions].map(([topic, version]) => [topic, Number(version)]));
    return { stateVersions: JSON.stringify(versions), stateLagMs: watch.lagMs, figures: JSON.stringify(figures()) };
  }
}
