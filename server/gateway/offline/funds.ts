import type { AuthRows } from "../auth-entry";

/** Whose funds: the account, and the token where that is limited. */
type Payer = { userId: string; tokenId: string; isUnlimitedToken: boolean };

/**
 * What accounts may spend while nobody can look up what they have: as much as was left when their state was last known, and
 * never more than the site's limit. An account that a plan pays for is held to that limit alone. Quota units.
 */
export class OfflineFunds {
  readonly #left = new Map<string, bigint>();
  readonly #spent = new Map<string, bigint>();

  /** Takes in what was known of a key's account. */
  know({ key, contracts }: AuthRows): void {
    const { token } = key;
    if (contracts.length === 0) this.#left.set(token.user.id, token.user.balance);
    if (!token.isUnlimited) this.#left.set(token.id, token.remainQuota);
  }

  /** Sets an amount aside. Out: false when account or token may not spend so much; then nothing is. */
  take(payer: Payer, amount: bigint, limit: bigint): boolean {
    const ids = idsOf(payer);
    if (ids.some((id) => this.#spentBy(id) + amount > least(limit, this.#left.get(id)))) return false;
    for (const id of ids) this.#spent.set(id, this.#spentBy(id) + amount);
    return true;
  }

  /** Adds what was spent without being asked for, by an earlier process or beyond an estimate; negative gives back. */
  add(payer: Payer, amount: bigint): void {
    for (const id of idsOf(payer)) {
      const spent = this.#spentBy(id) + amount;
      if (spent > 0n) this.#spent.set(id, spent);
      else this.#spent.delete(id);
    }
  }

  /** The database is back: what was known is old. What is not charged yet stays spent. */
  forgetKnown(): void {
    this.#left.clear();
  }

  #spentBy(id: string): bigint {
    return this.#spent.get(id) ?? 0n;
  }
}

function idsOf({ userId, tokenId, isUnlimitedToken }: Payer): string[] {
  return isUnlimitedToken ? [userId] : [userId, tokenId];
}

function least(limit: bigint, left: bigint | undefined): bigint {
  return left !== undefined && left < limit ? left : limit;
}
