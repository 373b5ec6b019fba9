/** One writer at a time, in the order of asking. `acquire` gives the function that hands the lock on. */
export class WriteLock {
  #tail: Promise<void> = Promise.resolve();

  async acquire(): Promise<() => void> {
    let release: () => void = () => undefined;
    const ahead = this.#tail;
    this.#tail = new Promise((resolve) => {
      release = resolve;
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
