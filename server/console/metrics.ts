import type { IncomingMessage, ServerResponse } from "node:http";
import { Histogram, Registry } from "prom-client";
import { isBearer } from "@/server/gateway/bearer";
import { onApiCall } from "@/server/kernel/api-call-notice";
import type { Db } from "@/server/kernel/database/client";
import { registerDatabaseMetrics } from "@/server/operations/database/metrics";

type Options = {
  metricsToken: string | undefined;
  /** Null behind a gateway, which shows the figures of its own under the same names. */
  db: Db | null;
};

/**
 * The console's figures for Prometheus: how long its procedures and the REST API take. Behind a gateway they are read
 * through that, and hold no name which the gateway has.
 */
export class ConsoleMetrics {
  readonly registry = new Registry();
  readonly #metricsToken: string | undefined;
  readonly #ends: (() => void)[];

  constructor({ metricsToken, db }: Options) {
    this.#metricsToken = metricsToken;
    const duration = new Histogram({
      name: "gatehouse_api_call_duration_seconds",
      help: "Calls of the console (trpc) and of the REST API (rest) by noun and how they ended.",
      labelNames: ["door", "family", "result"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [this.registry],
    });
    const endCalls = onApiCall(({ seconds, ...labels }) => duration.observe(labels, seconds));
    this.#ends = [endCalls, ...(db ? [registerDatabaseMetrics(this.registry, db)] : [])];
  }

  /** Answers /metrics. Out: whether it was that. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url?.split("?", 1)[0] !== "/metrics") return false;
    if (this.#metricsToken !== undefined && !isBearer(request, this.#metricsToken)) {
      response.writeHead(401, { "content-type": "application/json" }).end('{"error":"a bearer token is needed"}');
    } else void this.#send(response);
    return true;
  }

  async #send(response: ServerResponse): Promise<void> {
    const text = await this.registry.metrics();
    response.writeHead(200, { "content-type": this.registry.contentType, "cache-control": "no-store" }).end(text);
  }

  close(): void {
    for (const end of this.#ends) end();
  }
}
