import type { LotSpan } from "../unused";

type Purse = { span: LotSpan; left: bigint };

/** A wallet that keeps its money in purses and pays from the one that ends first: slow, and plainly right. */
export class PursedWallet {
  readonly purses: Purse[] = [];
  endless = 0n;
  used = 0n;
  /** The time, in whatever unit lots last. */
  hour = 0;

  credit(amount: bigint, lasts: number | null): void {
    if (lasts === null) {
      this.endless += amount;
      return;
    }
    const id = String(this.purses.length).padStart(4, "0");
    const span = { id, amount, usedFrom: this.used, usedTo: null, expiresAt: new Date(this.hour + lasts) };
    this.purses.push({ span, left: amount });
  }

  /** Spends as much of what is wanted as there is. Out: how much that was. */
  spend(wanted: bigint): bigint {
    const amount = wanted < this.balance() ? wanted : this.balance();
    let due = amount;
    this.used += due;
    for (const purse of this.open()) {
      const part = due < purse.left ? due : purse.left;
      purse.left -= part;
      due -= part;
    }
    this.endless -= due;
    return amount;
  }

  due(): Purse[] {
    return this.open().filter(({ span }) => span.expiresAt.getTime() <= this.hour);
  }

  end(purse: Purse): void {
    purse.span.usedTo = this.used;
    purse.left = 0n;
  }

  balance(): bigint {
    return this.open().reduce((sum, purse) => sum + purse.left, this.endless);
  }

  open(): Purse[] {
    const order = (a: Purse, b: Purse) =>
      a.span.expiresAt.getTime() - b.span.expiresAt.getTime() || (a.span.id < b.span.id ? -1 : 1);
    return this.purses.filter((purse) => purse.span.usedTo === null).sort(order);
  }
}
