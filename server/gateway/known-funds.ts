import { LRUCache } from "lru-cache";
import type { Funds } from "@/server/money/ledger/operation";

/** Whose funds: the account, and the token where that is limited. */
export type Payer = { userId: string; tokenId: string; isUnlimitedToken: boolean };

/** Beyond this age an operator, another node or a payment may have changed a balance, and what is known of it tells little. */
const KNOWN_FOR_MS = 5_000;
/** An account is amply funded with this many times what the request can cost: it could lose nine tenths of it unseen. */
const AMPLE_FACTOR = 10n;
const ENTRIES_MAX = 50_000;

type Known = { units: bigint; atMs: number };

/**
 * What accounts and limited tokens had left after our own last commits, less what requests that nothing has been reserved
 * for yet may cost. Decides nothing about money: only whether a request may begin before its reservation is written.
 */
export class KnownFunds {
  readonly #known = new LRUCache<string, Known>({ max: ENTRIES_MAX });
  readonly #promised = new Map<string, bigint>();

  /** Whether account and token surely have plenty for `amount` quota units. */
  areAmple(payer: Payer, amount: bigint, nowMs: number): boolean {
    const needed = amount * AMPLE_FACTOR;
    if (!this.#has(payer.userId, needed, nowMs)) return false;
    return payer.isUnlimitedToken || this.#has(payer.tokenId, needed, nowMs);
  }

  /** Remembers what an operation has left; null where it does not say. */
  learn(payer: Payer, left: Funds | null, nowMs: number): void {
    if (left === null) return;
    this.#set(payer.userId, left.balance, nowMs);
    if (left.remain !== null) this.#set(payer.tokenId, left.remain, nowMs);
  }

  forget(payer: Payer): void {
    this.#known.delete(payer.userId);
    this.#known.delete(payer.tokenId);
  }

  /** A request has begun that nothing is reserved for; `kept` must follow once it is, or has ended. */
  promise(payer: Payer, amount: bigint): void {
    this.#promise(payer.userId, amount);
    if (!payer.isUnlimitedToken) this.#promise(payer.tokenId, amount);
  }

  kept(payer: Payer, amount: bigint): void {
    this.#promise(payer.userId, -amount);
    if (!payer.isUnlimitedToken) this.#promise(payer.tokenId, -amount);
  }

  #has(id: string, needed: bigint, nowMs: number): boolean {
    const known = this.#known.get(id);
    if (!known || nowMs - known.atMs > KNOWN_FOR_MS) return false;
    return known.units - (this.#promised.get(id) ?? 0n) >= needed;
  }

  #set(id: string, units: bigint, atMs: number): void {
    const known = this.#known.get(id);
    if (!known) this.#known.set(id, { units, atMs });
    else {
      known.units = units;
      known.atMs = atMs;
    }
  }

  #promise(id: string, amount: bigint): void {
    const promised = (this.#promised.get(id) ?? 0n) + amount;
    if (promised === 0n) this.#promised.delete(id);
    else this.#promised.set(id, promised);
  }
}
