import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodyCapture } from "./body-capture";
import { errorHeaders, errorJson, type GatewayError } from "./errors";
import { type LimitStates, limitHeaders } from "./limits";
import type { Trace } from "./trace";

/** One customer's request and its answer, with what every answer of ours carries. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly trace: Trace;
  limits: LimitStates | null = null;
  /** Null where bodies are not kept. */
  capture: BodyCapture | null = null;
  #isGone = false;
  #onGone: (() => void) | null = null;

  constructor(request: IncomingMessage, response: ServerResponse, trace: Trace) {
    this.request = request;
    this.response = response;
    this.trace = trace;
    response.on("close", () => {
      if (response.writableFinished) return;
      this.#isGone = true;
      this.#onGone?.();
    });
    // Without a listener a reset connection would end the process; "close" follows.
    response.on("error", () => undefined);
  }

  /** The client has closed the connection before its answer was complete. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Calls `listener` when the client leaves, at once if it has; null takes the listener away. */
  onGone(listener: (() => void) | null): void {
    this.#onGone = listener;
    if (listener && this.#isGone) listener();
  }

  /** Headers of every answer: the id to ask support about, the limits, our own share of the time. */
  headers(more: Record<string, string>): Record<string, string> {
    const { requestId, clientRequestId, startedMs } = this.trace;
    const headers: Record<string, string> = {
      ...more,
      "x-request-id": requestId,
      "openai-processing-ms": String(Math.round(performance.now() - startedMs)),
      "cache-control": "no-store",
    };
    if (clientRequestId !== "") headers["x-client-request-id"] = clientRequestId;
    return this.limits ? Object.assign(headers, limitHeaders(this.limits)) : headers;
  }

  sendJson(status: number, body: string | Buffer, more: Record<string, string> = {}): void {
    if (this.#isGone || this.response.headersSent) return;
    const headers = this.headers({ "content-type": "application/json", ...more });
    headers["content-length"] = String(Buffer.byteLength(body));
    this.capture?.sent(body);
    this.response.writeHead(status, headers);
    this.response.end(body);
  }

  sendError(error: GatewayError): void {
    this.sendJson(error.status, errorJson(error, this.trace.requestId), errorHeaders(error));
    // What is left of a body nobody will read would keep the connection busy.
    if (!this.request.complete) this.response.once("finish", () => this.request.destroy());
  }
}
