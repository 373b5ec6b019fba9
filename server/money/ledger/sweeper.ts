import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import type { Funding } from "./funding";
import type { SettleOperation } from "./operation";
import type { LogRow } from "./rows";
import type { LedgerWriter } from "./writer";

export type SweeperOptions = {
  /** A node whose heartbeat has not moved for so long, seen by our own clock, is dead. */
  deadAfterMs: number;
  everyMs: number;
  now: () => number;
};

const DEFAULTS: SweeperOptions = { deadAfterMs: 10_000, everyMs: 2_500, now: Date.now };
const HOLDS_A_SWEEP = 500;

type Observed = { beat: number; sinceMs: number };
type HoldRow = Awaited<ReturnType<typeof readHolds>>[number];

/**
 * Gives back what dead processes and forgotten requests hold, each once, with a log row that says so. Charged is nothing:
 * nobody knows any more what was delivered. A node counts as dead when its heartbeat has stood still before our own
 * eyes, not by comparing two machines' clocks; and after an outage of the database, which stops every heartbeat, all
 * nodes are observed anew.
 */
export class HoldSweeper {
  readonly #db: Db;
  readonly #writer: LedgerWriter;
  readonly #options: SweeperOptions;
  #observed = new Map<string, Observed>();
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<number> | null = null;

  constructor(db: Db, writer: LedgerWriter, options: Partial<SweeperOptions> = {}) {
    this.#db = db;
    this.#writer = writer;
    this.#options = { ...DEFAULTS, ...options };
  }

  start(): void {
    void this.sweep();
    this.#timer = setInterval(() => void this.sweep(), this.#options.everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Releases what is due. Out: how many holds. Never throws; one sweep at a time. */
  sweep(): Promise<number> {
    this.#sweeping ??= this.#sweep()
      .catch((error: unknown) => {
        this.#observed.clear();
        logger.debug({ err: error }, "holds could not be swept");
        return 0;
      })
      .finally(() => {
        this.#sweeping = null;
      });
    return this.#sweeping;
  }

  async #sweep(): Promise<number> {
    const alive = await this.#aliveNodes();
    const now = this.#options.now();
    const due = await readHolds(this.#db, { aliveIds: alive, at: new Date(now) });
    const fundings = await readFundings(this.#db, due);
    const results = await Promise.all(
      due.map((hold) => this.#writer.settle({ ...releaseOf(hold, now), funding: fundings.get(hold.id) ?? null })),
    );
    const released = results.filter((result) => result.isFirst).length;
    if (released > 0) logger.warn({ released }, "holds of dead nodes or forgotten requests were released");
    return released;
  }

  async #aliveNodes(): Promise<string[]> {
    const nowMs = performance.now();
    const nodes = await this.#db.node.findMany({ select: { id: true, lastSeenAt: true } });
    const observed = new Map<string, Observed>();
    for (const { id, lastSeenAt } of nodes) {
      const beat = lastSeenAt.getTime();
      const known = this.#observed.get(id);
      observed.set(id, known?.beat === beat ? known : { beat, sinceMs: nowMs });
    }
    this.#observed = observed;
    return [...observed].filter(([, { sinceMs }]) => nowMs - sinceMs < this.#options.deadAfterMs).map(([id]) => id);
  }
}

function readHolds(db: Db, { aliveIds, at }: { aliveIds: string[]; at: Date }) {
  return db.hold.findMany({
    where: { OR: [{ ownerId: { notIn: aliveIds } }, { expiresAt: { lt: at } }] },
    take: HOLDS_A_SWEEP,
  });
}

/** Hold id → the windows that what a plan holds goes back to: those its request fell into. */
async function readFundings(db: Db, holds: readonly HoldRow[]): Promise<Map<string, Funding>> {
  const fundings = new Map<string, Funding>();
  for (const { id, subscriptionId, createdAt } of holds) {
    if (subscriptionId === null) continue;
    const rows = await db.allowanceWindow.findMany({
      where: { subscriptionId, startsAt: { lte: createdAt }, endsAt: { gt: createdAt } },
    });
    const windows = rows.map((row) => ({ ...row, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }));
    fundings.set(id, { order: "plan_first", allowances: [{ subscriptionId, windows }] });
  }
  return fundings;
}

function releaseOf(hold: HoldRow, now: number): Omit<SettleOperation, "funding"> {
  const isExpired = hold.expiresAt.getTime() < now;
  const log: LogRow = {
    id: hold.id,
    createdAt: hold.createdAt.getTime(),
    kind: "fail",
    endpoint: "",
    userId: hold.userId,
    tokenId: hold.tokenId,
    channelId: null,
    groupName: "",
    model: hold.model,
    upstreamModel: "",
    httpStatus: 500,
    errorCode: isExpired ? "hold_expired" : "process_ended",
    errorMessage: isExpired
      ? "The request was never settled in its time; what it held was given back."
      : "The process that served this request ended before it was settled; what it held was given back.",
    outcome: isExpired ? "timeout" : "recovered",
    isStream: false,
    attemptCount: 0,
    promptTokens: 0,
    cachedTokens: 0,
    completionTokens: 0,
    usageDetail: null,
    usageSource: "none",
    priceId: null,
    durationMs: Math.max(0, now - hold.createdAt.getTime()),
    firstTokenMs: null,
    reservedQuota: hold.amount,
    ip: "",
    clientRequestId: "",
    routeId: null,
    userAgentId: null,
  };
  return { kind: "settle", charge: 0n, log, attempts: [], price: null, isHoldRequired: true };
}
