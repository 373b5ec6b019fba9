import type { ServerResponse } from "node:http";
import type { Endpoint, Provider, StreamParser, Usage } from "@/server/providers/contract";
import { createSseParser } from "@/server/providers/sse";
import { createStreamScan } from "@/server/providers/stream-scan";
import { upstreamIdOfText } from "@/server/providers/upstream-id";
import type { StreamCheck } from "./answer-text";
import type { BodyCapture } from "./body-capture";
import type { Gate } from "./payment";
import type { Flow } from "./upstream-call";

/** Turns an upstream's stream into the client's, whole events at a time. */
export type StreamTranslation = {
  feed(chunk: Buffer): Buffer;
  /** What is still held when the upstream's body has ended well. */
  end(): Buffer;
  usage(): Usage | null;
  /** The upstream said `[DONE]`, or its vendor's word for it. */
  isDone(): boolean;
  /** The upstream said that the answer is complete, with or without a last word. */
  isComplete(): boolean;
  hasError(): boolean;
  contentBytes(): number;
};

const DONE = Buffer.from("data: [DONE]\n\n");
const EMPTY = Buffer.alloc(0);
const PING = Buffer.from(": ping\n\n");
/** What every event of an answer begins with. A stream without it is a page, a log or noise. */
const JSON_EVENT = /^data: ?\{/m;
const NOISE_BYTES_MAX = 64 * 1024;

/** For providers that speak OpenAI's format: the bytes go on as they are, watched. */
export function passThrough(provider: Provider, stripUsage: boolean): StreamTranslation {
  const scan = createStreamScan({ stripUsage, parseUsage: provider.parseUsage });
  return { ...scan, isComplete: () => scan.isDone() || scan.hasFinishReason() };
}

/** For all others: each event is read, and written as OpenAI's chunks. */
export function translate(
  provider: Provider,
  input: { endpoint: Endpoint; model: string; includeUsage: boolean },
): StreamTranslation {
  const events = createSseParser();
  const parser: StreamParser = provider.createStreamParser(input);
  const write = (chunks: readonly string[]): Buffer =>
    chunks.length === 0 ? EMPTY : Buffer.from(chunks.map((chunk) => `data: ${chunk}\n\n`).join(""));
  const read = (list: ReturnType<typeof events.feed>): string[] => list.flatMap((event) => parser.feed(event));
  return {
    feed: (chunk) => write(read(events.feed(chunk))),
    end: () => write([...read(events.end()), ...parser.end()]),
    usage: parser.usage,
    isDone: () => false,
    isComplete: parser.isFinished,
    hasError: () => parser.error() !== null,
    contentBytes: parser.contentChars,
  };
}

export type AnswerStreamOptions = {
  response: ServerResponse;
  gate: Gate;
  translation: StreamTranslation;
  headers: () => Record<string, string>;
  now: () => number;
  /** Keeps what goes out, where bodies are kept. */
  capture?: BodyCapture | null;
  /** Holds what is said against the content filter, where answers are. */
  check?: StreamCheck | null;
  /** An error event of the upstream's own stays here; the caller ends the stream with one of ours. */
  hidesErrors?: boolean;
};

/**
 * The client's side of a stream. Nothing goes out before the first whole event, so that a failure until then can still go
 * to another channel; an error after it becomes an event of its own and never a false `[DONE]`. Nor does anything go out
 * before the gate is open: the upstream is made to wait while the reservation is written.
 */
export class AnswerStream {
  readonly #response: ServerResponse;
  readonly #gate: Gate;
  readonly #translation: StreamTranslation;
  readonly #headers: () => Record<string, string>;
  readonly #now: () => number;
  readonly #capture: BodyCapture | null;
  readonly #check: StreamCheck | null;
  readonly #hidesErrors: boolean;
  #isCommitted = false;
  #isDetached = false;
  /** Whole events that came before the first one of an answer. */
  #held: Buffer = EMPTY;
  #hasAnswer = false;
  /** Whole events that wait for the payment. */
  #unpaid: Buffer[] = [];
  #lastWriteAt: number;
  /** When the first event went out, performance.now(). */
  firstEventAt: number | null = null;
  /** The id that the first event of the answer gives; "" when it has none. */
  upstreamId = "";
  /** The rule of the content filter that the answer broke: what came with it has not gone out. */
  brokenRule: number | null = null;
  #deliveredContentBytes = 0;

  constructor(options: AnswerStreamOptions) {
    this.#response = options.response;
    this.#gate = options.gate;
    this.#translation = options.translation;
    this.#headers = options.headers;
    this.#now = options.now;
    this.#capture = options.capture ?? null;
    this.#check = options.check ?? null;
    this.#hidesErrors = options.hidesErrors ?? false;
    this.#lastWriteAt = options.now();
  }

  /** Something has gone out: the status can no longer change, and no other channel may be asked. */
  get isCommitted(): boolean {
    return this.#isCommitted;
  }

  get translation(): StreamTranslation {
    return this.#translation;
  }

  /** Bytes of answer text that the client was sent. */
  get deliveredContentBytes(): number {
    return this.#deliveredContentBytes;
  }

  /** An error that came before anything else went out: nobody has seen it yet. */
  get failedBeforeStart(): boolean {
    return !this.#isCommitted && this.#translation.hasError();
  }

  get #isHiddenError(): boolean {
    return this.#hidesErrors && this.#translation.hasError();
  }

  data(chunk: Buffer, flow: Flow): void {
    const out = this.#take(this.#translation.feed(chunk));
    if (out.length === 0 || this.#isDetached || this.failedBeforeStart || this.#isHiddenError) return;
    this.brokenRule = this.#check?.read(out) ?? null;
    if (this.brokenRule !== null) throw new Error("the answer breaks a rule of the content filter");
    if (this.#gate.isHeld && this.#unpaid.length === 0) this.#deliver(out, flow);
    else this.#waitForPayment(out, flow);
  }

  /** Out: whether more may come at once; if not, the upstream waits until the client has taken what there is. */
  #deliver(out: Buffer, flow: Flow): boolean {
    this.firstEventAt ??= performance.now();
    this.#deliveredContentBytes = this.#translation.contentBytes();
    if (this.#write(out)) return true;
    flow.pause();
    this.#response.once("drain", () => flow.resume());
    return false;
  }

  /** A payment that fails ends the call from outside, and what came of it is never given out. */
  #waitForPayment(out: Buffer, flow: Flow): void {
    this.#unpaid.push(out);
    if (this.#unpaid.length > 1) return;
    flow.pause();
    this.#gate.hold().then(
      () => {
        const events = Buffer.concat(this.#unpaid.splice(0));
        if (this.#isDetached || this.#deliver(events, flow)) flow.resume();
      },
      () => undefined,
    );
  }

  /** Holds back what comes before the first event of an answer, and gives it out with that. */
  #take(events: Buffer): Buffer {
    if (this.#hasAnswer || events.length === 0) return events;
    const held = this.#held.length === 0 ? events : Buffer.concat([this.#held, events]);
    const text = held.toString("latin1");
    this.#hasAnswer = JSON_EVENT.test(text);
    if (this.#hasAnswer) this.upstreamId = upstreamIdOfText(text);
    this.#held = this.#hasAnswer ? EMPTY : held;
    if (this.#held.length > NOISE_BYTES_MAX) throw new Error("the upstream's stream holds no events of an answer");
    return this.#hasAnswer ? held : EMPTY;
  }

  /** The client has left: read on for the usage, write no more. */
  detach(): void {
    this.#isDetached = true;
  }

  /** Writes what the upstream's end leaves. Out: whether the answer is complete; if so, `[DONE]` has gone out. */
  finish(): boolean {
    const rest = this.#take(this.#translation.end());
    const isComplete =
      this.#hasAnswer && this.#translation.isComplete() && !this.#translation.hasError() && this.#mayEnd(rest);
    if (this.brokenRule !== null || this.#isHiddenError) return false;
    if (this.#isDetached || (!this.#isCommitted && !isComplete)) return isComplete;
    if (rest.length > 0) this.#write(rest);
    this.#deliveredContentBytes = this.#translation.contentBytes();
    if (isComplete && !this.#translation.isDone()) this.#write(DONE);
    return isComplete;
  }

  /** Whether the last words may be said: patterns are held against them only here. */
  #mayEnd(rest: Buffer): boolean {
    if (this.#check && !this.#isDetached) this.brokenRule = this.#check.read(rest) ?? this.#check.end();
    return this.brokenRule === null;
  }

  /** Ends a begun stream with an error event. */
  fail(errorJson: string): void {
    if (!this.#isDetached) this.#write(Buffer.from(`data: ${errorJson}\n\n`));
  }

  /** A comment that keeps proxies from closing a connection on which a model thinks. */
  ping(silenceMs: number): void {
    if (!this.#isDetached && this.#gate.isHeld && this.#now() - this.#lastWriteAt >= silenceMs) this.#write(PING);
  }

  #write(bytes: Buffer): boolean {
    if (!this.#isCommitted) {
      this.#isCommitted = true;
      this.#response.writeHead(200, this.#headers());
    }
    this.#lastWriteAt = this.#now();
    this.#capture?.sent(bytes);
    return this.#response.write(bytes);
  }
}
