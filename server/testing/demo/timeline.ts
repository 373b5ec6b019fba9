type Happening = { at: number; run: () => Promise<void> };

/**
 * What happens beside the traffic, in the order of its instants: balances after an entry are those of that moment, so
 * nothing may be written before what came earlier. What happens may lead to more.
 */
export class Timeline {
  private readonly waiting: Happening[] = [];

  add(at: number, run: () => Promise<void>): void {
    const later = this.waiting.findIndex((happening) => happening.at > at);
    this.waiting.splice(later === -1 ? this.waiting.length : later, 0, { at, run });
  }

  /** The instant of what comes next, or null. */
  get nextAt(): number | null {
    return this.waiting[0]?.at ?? null;
  }

  async runUntil(at: number): Promise<void> {
    for (let next = this.waiting[0]; next && next.at <= at; next = this.waiting[0]) {
      this.waiting.shift();
      await next.run();
    }
  }
}
