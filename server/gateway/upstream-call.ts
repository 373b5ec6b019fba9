import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { upstreamIdOfHeaders } from "@/server/providers/upstream-id";
import type { UpstreamRequest } from "./upstream-request";

/** What the reader of a stream may do to its source. */
export type Flow = { pause(): void; resume(): void };

/** Takes a stream as it comes. Throwing ends the call as broken. */
export type StreamReader = { data(chunk: Buffer, flow: Flow): void };

/** How a call ended. `broken`: no complete answer came; `status` is set when its head did. `upstreamId`: "" when its head has none. */
export type CallResult = { upstreamId: string } & CallEnd;

type CallEnd =
  | { kind: "answer"; status: number; headers: IncomingHttpHeaders; body: Buffer; firstByteMs: number }
  | { kind: "streamed"; status: number; firstByteMs: number }
  | { kind: "broken"; error: unknown; status: number | null; firstByteMs: number | null };

export type CallOptions = {
  dispatcher: Dispatcher;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
  bodyBytesMax: number;
  /** Called with the head of a 2xx event stream; null buffers it like any other answer. */
  openStream: ((headers: IncomingHttpHeaders) => StreamReader) | null;
};

export type Call = { result: Promise<CallResult>; abort(reason: Error): void };

/**
 * Sends one request with undici's `dispatch`: no streams or promises between the sockets, one callback a chunk.
 * Redirects are not followed. The promise never rejects.
 */
export function startCall(request: UpstreamRequest, options: CallOptions): Call {
  const handler = new CallHandler(options);
  const result = new Promise<CallResult>((resolve) => {
    handler.resolve = resolve;
  });
  try {
    options.dispatcher.dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: request.method,
        headers: request.headers,
        body: request.body,
        headersTimeout: options.firstByteTimeoutMs,
        bodyTimeout: options.idleTimeoutMs,
      },
      handler,
    );
  } catch (error) {
    // A key with a line break in it, a path with a blank: undici refuses them on the spot.
    handler.onResponseError(null, error);
  }
  return { result, abort: (reason) => handler.abort(reason) };
}

class CallHandler implements Dispatcher.DispatchHandler {
  readonly #options: CallOptions;
  readonly #startedMs = performance.now();
  resolve: (result: CallResult) => void = () => undefined;
  #controller: Dispatcher.DispatchController | null = null;
  #abortReason: Error | null = null;
  #status: number | null = null;
  #headers: IncomingHttpHeaders = {};
  #firstByteMs: number | null = null;
  #reader: StreamReader | null = null;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(options: CallOptions) {
    this.#options = options;
  }

  abort(reason: Error): void {
    this.#abortReason ??= reason;
    // Still waiting for a connection: the request ends as soon as it would begin, the caller at once.
    if (this.#controller) this.#controller.abort(reason);
    else this.#break(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason) controller.abort(this.#abortReason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#firstByteMs = performance.now() - this.#startedMs;
    const { openStream } = this.#options;
    if (openStream && status < 300 && isEventStream(headers)) this.#reader = openStream(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#reader) {
      this.#reader.data(chunk, controller);
      return;
    }
    this.#length += chunk.length;
    if (this.#length <= this.#options.bodyBytesMax) this.#parts.push(chunk);
    else controller.abort(new Error(`the upstream's answer is larger than ${this.#options.bodyBytesMax} bytes`));
  }

  onResponseEnd(): void {
    const status = this.#status ?? 0;
    const firstByteMs = this.#firstByteMs ?? 0;
    if (this.#reader) this.#end({ kind: "streamed", status, firstByteMs });
    else this.#end({ kind: "answer", status, headers: this.#headers, body: this.#body(), firstByteMs });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    this.#break(this.#abortReason ?? error);
  }

  #break(error: unknown): void {
    this.#end({ kind: "broken", error, status: this.#status, firstByteMs: this.#firstByteMs });
  }

  #end(end: CallEnd): void {
    this.resolve({ ...end, upstreamId: upstreamIdOfHeaders(this.#headers) });
  }

  #body(): Buffer {
    const [first] = this.#parts;
    return this.#parts.length === 1 && first ? first : Buffer.concat(this.#parts);
  }
}

function isEventStream(headers: IncomingHttpHeaders): boolean {
  return headers["content-type"]?.toLowerCase().includes("text/event-stream") ?? false;
}
