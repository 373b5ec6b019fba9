/** One writer at a time, in the order of asking. `acquire` gives the function that hands the lock on. */
export class WriteLock {
  #tail: Promise<void> = Promise.resolve();
  #asked = 0;

  /** Who has asked and does not hold it yet. */
  get waiting(): number {
    return Math.max(0, this.#asked - 1);
  }

  async acquire(): Promise<() => void> {
    let release: () => void = () => undefined;
    const ahead = this.#tail;
    this.#asked += 1;
    this.#tail = new Promise((resolve) => {
      release = () => {
        this.#asked -= 1;
        resolve();
      };
    });
    await ahead;
    return release;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
