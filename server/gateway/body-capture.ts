const REPLACEMENT_AT_END = /\uFFFD+$/;

/** The beginning of a body, and how long all of it was. */
export type CapturedBody = { text: string; byteCount: number; isCut: boolean };

/** Collects the first bytes of a request and of its answer while they pass through. Headers are never kept. */
export class BodyCapture {
  readonly #limitBytes: number;
  readonly #secrets = new Set<string>();
  #request: Buffer | null = null;
  #requestBytes = 0;
  #parts: Buffer[] = [];
  #keptBytes = 0;
  #responseBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Bytes in memory. */
  get byteCount(): number {
    return (this.#request?.length ?? 0) + this.#keptBytes;
  }

  /** Credentials that were used for the request: should an answer repeat one, it is masked. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  get request(): CapturedBody | null {
    return this.#request === null ? null : this.#textOf(this.#request, this.#requestBytes);
  }

  get response(): CapturedBody | null {
    return this.#responseBytes === 0 ? null : this.#textOf(Buffer.concat(this.#parts), this.#responseBytes);
  }

  hide(secret: string): void {
    if (secret !== "") this.#secrets.add(secret);
  }

  /** What the client sent. */
  received(bytes: Buffer): void {
    this.#request = this.#beginning(bytes, this.#limitBytes);
    this.#requestBytes = bytes.length;
  }

  /** What goes out to the client, piece by piece. */
  sent(piece: Buffer | string): void {
    const room = this.#limitBytes - this.#keptBytes;
    this.#responseBytes += Buffer.byteLength(piece);
    if (room <= 0) return;
    const kept = this.#beginning(typeof piece === "string" ? Buffer.from(piece) : piece, room);
    this.#parts.push(kept);
    this.#keptBytes += kept.length;
  }

  /** A copy where it is cut: a piece of a large buffer would keep all of it in memory. */
  #beginning(bytes: Buffer, room: number): Buffer {
    return bytes.length <= room ? bytes : Buffer.from(bytes.subarray(0, room));
  }

  #textOf(bytes: Buffer, byteCount: number): CapturedBody {
    const isCut = byteCount > bytes.length;
    const text = bytes.toString("utf8");
    // A character that was cut in two is no character.
    return { text: isCut ? text.replace(REPLACEMENT_AT_END, "") : text, byteCount, isCut };
  }
}
