/** Takes a response apart as it comes. `body` gets the bytes without the chunks' frames. */
export type ResponseSink = { head(status: number): void; body(part: Buffer): void; end(): void };

type State = "head" | "body" | "chunk-size" | "chunk" | "chunk-end" | "trailer";

const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;
const NOTHING = Buffer.alloc(0);

/**
 * Reads the HTTP/1.1 responses of one connection, one after another. Much less than a client does, on purpose: what the
 * load program spends is missing to the program it measures. Throws on a response that ends only with its connection.
 */
export class ResponseReader {
  readonly #sink: ResponseSink;
  #state: State = "head";
  #left = 0;
  #held: Buffer = NOTHING;

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const next = this.#step(bytes, at);
      if (next === -1) break;
      at = next;
    }
    this.#held = at === bytes.length ? NOTHING : bytes.subarray(at);
  }

  /** Reads one part from `at`. Out: where the next begins, or -1 when more bytes are needed. */
  #step(bytes: Buffer, at: number): number {
    switch (this.#state) {
      case "head":
        return this.#readHead(bytes, at);
      case "body":
      case "chunk":
        return this.#readData(bytes, at);
      case "chunk-size":
        return this.#readSize(bytes, at);
      case "chunk-end":
        if (bytes.length - at < LINE_END.length) return -1;
        this.#state = "chunk-size";
        return at + LINE_END.length;
      case "trailer": {
        const end = bytes.indexOf(LINE_END, at);
        if (end === -1) return -1;
        // Trailer fields, if any, are lines like this one; an empty line ends them.
        if (end === at) this.#finish();
        return end + LINE_END.length;
      }
    }
  }

  #readHead(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(HEAD_END, at);
    if (end === -1) return -1;
    const head = bytes.toString("latin1", at, end);
    this.#sink.head(Number(head.slice(9, 12)));
    const length = CONTENT_LENGTH.exec(head)?.[1];
    if (length !== undefined) {
      this.#left = Number(length);
      this.#state = "body";
      if (this.#left === 0) this.#finish();
    } else if (CHUNKED.test(head)) this.#state = "chunk-size";
    else throw new Error("the response has neither a length nor chunks");
    return end + HEAD_END.length;
  }

  #readSize(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(LINE_END, at);
    if (end === -1) return -1;
    this.#left = Number.parseInt(bytes.toString("latin1", at, end), 16);
    this.#state = this.#left === 0 ? "trailer" : "chunk";
    return end + LINE_END.length;
  }

  #readData(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#sink.body(bytes.subarray(at, end));
    this.#left -= end - at;
    if (this.#left > 0) return end;
    if (this.#state === "chunk") this.#state = "chunk-end";
    else this.#finish();
    return end;
  }

  #finish(): void {
    this.#state = "head";
    this.#sink.end();
  }
}
