import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { isBearer } from "./bearer";

export type ProbeOptions = {
  registry: Registry;
  metricsToken: string | undefined;
  /** Figures of the process behind this one, under names of their own. Absent: there is none. */
  readMore?: (() => Promise<string>) | undefined;
  /** Why this process should get no requests now, or null when it should. */
  notReady: () => string | null;
};

/** /livez: the process runs. /readyz: it can serve. /metrics: Prometheus, behind a bearer token where one is set. */
export class Probes {
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** Answers a probe's path. Out: whether it was one. */
  handle(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    if (path === "/livez") send(response, 200, { status: "ok" });
    else if (path === "/readyz" || path === "/healthz") this.#ready(response);
    else if (path === "/metrics") void this.#metrics(request, response);
    else return false;
    return true;
  }

  #ready(response: ServerResponse): void {
    const reason = this.#options.notReady();
    if (reason === null) send(response, 200, { status: "ready" });
    else send(response, 503, { status: "not ready", reason });
  }

  async #metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { registry, metricsToken, readMore } = this.#options;
    if (metricsToken !== undefined && !isBearer(request, metricsToken)) {
      send(response, 401, { error: "a bearer token is needed" });
      return;
    }
    const [own, more] = await Promise.all([registry.metrics(), readMore?.() ?? ""]);
    response.writeHead(200, { "content-type": registry.contentType });
    response.end(`${own}${more}`);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
}
