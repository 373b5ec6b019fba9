/** A read was given up at its deadline: it wants a narrower question. */
export class ReadTimeoutError extends Error {
  override name = "ReadTimeoutError";

  constructor(timeoutMs: number, cause?: unknown) {
    super(`The read was given up after ${timeoutMs} ms.`, { cause });
  }
}
