import { logger } from "@/server/kernel/logger";
import type { OwedCharge, OwedJournal } from "@/server/money/ledger/journal";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { AuthCache } from "../auth-cache";
import { type AuthEntry, toAuthEntry } from "../auth-entry";
import { unavailable } from "../errors";
import { OfflineFunds } from "./funds";
import type { KnownState } from "./known-state";
import type { StateFile } from "./state-file";

/** Whether and how far a site serves without its database. */
export type OfflineSettings = {
  /** What an account may spend until the database is back, quota units. */
  limitUnits: bigint;
  /** How old the last known state may grow. */
  maxAgeMs: number;
};

export type OfflineDeps = {
  file: StateFile;
  journal: OwedJournal;
  writer: LedgerWriter;
  /** Null: requests are refused while the database is away. */
  settings: () => OfflineSettings | null;
};

type Payer = Pick<AuthEntry, "userId" | "tokenId" | "isUnlimitedToken">;

/**
 * Serving while the database is away, for operators who prefer that to refusing: keys are checked by the last known state,
 * an account spends no more than it had then and than the site allows, and each answer's charge is on this machine's disk
 * before the answer is complete. Charged are all of them, once, when the database is back, before any new request is.
 */
export class OfflineServing {
  readonly #deps: OfflineDeps;
  readonly #funds = new OfflineFunds();
  #takenAt: number | null = null;
  #entries: Promise<ReadonlyMap<string, AuthEntry>> | null = null;
  #served = 0;
  #isNodeKnown = () => true;

  constructor(deps: OfflineDeps) {
    this.#deps = deps;
  }

  /** Whether requests are served without the database right now. */
  get isServing(): boolean {
    if (this.#takenAt === null || (!this.#deps.writer.isDown && this.#isNodeKnown())) return false;
    const settings = this.#deps.settings();
    return settings !== null && Date.now() - this.#takenAt <= settings.maxAgeMs;
  }

  /** Nothing is held in the database before this node has its row there: others would take its holds for a dead node's. */
  awaitNode(isKnown: () => boolean): void {
    this.#isNodeKnown = isKnown;
  }

  /** For metrics and the Health page. `takenAt`: Unix milliseconds of the last known state; null without one. */
  get figures(): { takenAt: number | null; served: number; owed: number } {
    return { takenAt: this.#takenAt, served: this.#served, owed: this.#deps.journal.size };
  }

  /** The state as of `takenAt` lies in the file; null: there is none any more. */
  known(takenAt: number | null): void {
    this.#takenAt = takenAt;
    this.#entries = null;
    this.#funds.forgetKnown();
  }

  /** Charges what an earlier process has left in the journal. It counts as spent until it is charged. */
  takeOver(left: readonly OwedCharge[]): void {
    if (left.length > 0) logger.warn({ requests: left.length }, "charging what was served while the database was away");
    for (const charge of left) {
      this.#funds.add(payerOf(charge), charge.charge);
      this.#charge(charge);
    }
  }

  /** The entry of a key by its hash, as it was last known. Throws when it was not in use of late: nobody can tell whose it is. */
  async find(hash: string): Promise<AuthEntry> {
    const entry = (await this.#load()).get(hash);
    if (!entry) throw unavailable("database_unavailable", "The service cannot check your API key right now.");
    return entry;
  }

  /** Sets aside the most a request can cost. Throws GatewayError 503 when the account may not spend so much until the database is back. */
  async hold(payer: Payer, amount: bigint): Promise<void> {
    await this.#load();
    const limit = this.#deps.settings()?.limitUnits ?? 0n;
    if (this.#funds.take(payer, amount, limit)) return;
    const message =
      "The service works without its database right now, and your account has used what it may until that is back. Try again soon.";
    throw unavailable("offline_limit_reached", message);
  }

  /** Gives back what was set aside for a request that is not charged. */
  release(payer: Payer, amount: bigint): void {
    this.#funds.add(payer, -amount);
  }

  /**
   * Writes down what a request came to; `held` is what was set aside for it. Resolves when it is on the disk, so that the
   * answer may be given out. Throws GatewayError 503 when the disk refuses.
   */
  async owe(charge: OwedCharge, held: bigint): Promise<void> {
    try {
      await this.#deps.journal.append(charge);
    } catch (error) {
      const message = "The service cannot take requests right now. Try again soon.";
      throw unavailable("journal_unavailable", message, error);
    }
    this.#served += 1;
    this.#funds.add(payerOf(charge), charge.charge - held);
    this.#charge(charge);
  }

  #charge(charge: OwedCharge): void {
    const { journal, writer } = this.#deps;
    const requestId = charge.log.id;
    writer
      .owe(charge)
      .then((outcome) => {
        this.#funds.add(payerOf(charge), -charge.charge);
        if (outcome.isCharged && outcome.uncollected > 0n) {
          logger.warn({ requestId, uncollected: outcome.uncollected }, "an account had less than it spent meanwhile");
        }
        return journal.charged(requestId);
      })
      // It stays in the journal, and the next start tries it again.
      .catch((error: unknown) => logger.error({ err: error, requestId }, "an owed charge could not be written"));
  }

  #load(): Promise<ReadonlyMap<string, AuthEntry>> {
    this.#entries ??= this.#deps.file.read().then((state) => this.#use(state));
    return this.#entries;
  }

  #use(state: KnownState | null): ReadonlyMap<string, AuthEntry> {
    const accounts = state?.accounts ?? [];
    for (const rows of accounts) this.#funds.know(rows);
    return new Map(accounts.map((rows) => [rows.key.hash, toAuthEntry(rows)]));
  }
}

function payerOf({ userId, tokenId, isUnlimitedToken }: OwedCharge): Payer {
  return { userId, tokenId: tokenId ?? "", isUnlimitedToken: isUnlimitedToken || tokenId === null };
}

/** Where keys are looked up: in memory, then in the database, or while that is away in the last known state. */
export type KeySource = Pick<AuthCache, "peek" | "read">;

export function keySource(cache: AuthCache, offline: OfflineServing | null): KeySource {
  if (offline === null) return cache;
  return {
    peek: (hash) => cache.peek(hash),
    read: (hash) => (offline.isServing ? offline.find(hash) : cache.read(hash)),
  };
}
