/** Numbers that are the same in every run (mulberry32): a failure can be looked at again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 ≤ n < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** 0 ≤ n < max, whole. */
  below(max: number): number {
    return Math.floor(this.next() * max);
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** One to three different items. */
  some<Item>(items: readonly [Item, ...Item[]]): Item[] {
    return [...new Set(Array.from({ length: 1 + this.below(3) }, () => this.pick(items)))];
  }

  chance(share: number): boolean {
    return this.next() < share;
  }
}
