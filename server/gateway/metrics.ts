import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { BodyKeeper } from "./body-keeper";
import type { OfflineServing } from "./offline/serving";
import type { RunningRequests } from "./running-requests";
import type { Trace } from "./trace";

export type Measured = {
  writer: LedgerWriter;
  running: RunningRequests;
  bodies: BodyKeeper;
  offline: OfflineServing | null;
};

/** The gateway's figures for Prometheus. No user, token or request id is ever a label. */
export class GatewayMetrics {
  readonly registry = new Registry();
  readonly #requests: Counter<"endpoint" | "status">;
  readonly #duration: Histogram<"endpoint">;
  readonly #attempts: Counter<"fault">;
  readonly #firstToken: Histogram;

  constructor({ writer, running: requests, bodies, offline }: Measured) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: "gatehouse_" });
    this.#requests = new Counter({
      name: "gatehouse_http_requests_total",
      help: "Finished gateway requests by endpoint and status class.",
      labelNames: ["endpoint", "status"],
      registers,
    });
    this.#duration = new Histogram({
      name: "gatehouse_http_request_duration_seconds",
      help: "Time from a request's arrival to the end of its answer.",
      labelNames: ["endpoint"],
      buckets: [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    });
    this.#attempts = new Counter({
      name: "gatehouse_upstream_requests_total",
      help: "Calls to upstreams by whose fault a failure was.",
      labelNames: ["fault"],
      registers,
    });
    this.#firstToken = new Histogram({
      name: "gatehouse_upstream_ttft_seconds",
      help: "Time from a request's arrival to the first event of its stream.",
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    });
    const running: Gauge = new Gauge({
      name: "gatehouse_http_requests_running",
      help: "Requests being served.",
      registers,
      collect: () => running.set(requests.count),
    });
    const queued: Gauge = new Gauge({
      name: "gatehouse_ledger_queue_depth",
      help: "Ledger operations not written yet.",
      registers,
      collect: () => queued.set(writer.queued),
    });
    const down: Gauge = new Gauge({
      name: "gatehouse_database_down",
      help: "1 while the database cannot be written.",
      registers,
      collect: () => down.set(writer.isDown ? 1 : 0),
    });
    const owed: Gauge = new Gauge({
      name: "gatehouse_owed_requests",
      help: "Requests answered while the database was away and not charged yet.",
      registers,
      collect: () => owed.set(offline?.figures.owed ?? 0),
    });
    const known: Gauge = new Gauge({
      name: "gatehouse_known_state_timestamp_seconds",
      help: "When the state that could be served from without the database was taken; 0 without one.",
      registers,
      collect: () => known.set((offline?.figures.takenAt ?? 0) / 1_000),
    });
    const dropped: Gauge = new Gauge({
      name: "gatehouse_bodies_dropped",
      help: "Requests since the start whose bodies should have been kept and were not: too many at once, or no database.",
      registers,
      collect: () => dropped.set(bodies.droppedCount),
    });
  }

  /** Counts a request that has ended. */
  finished(trace: Trace, status: number): void {
    this.#requests.inc({ endpoint: trace.endpoint, status: `${Math.floor(status / 100)}xx` });
    this.#duration.observe({ endpoint: trace.endpoint }, (performance.now() - trace.startedMs) / 1_000);
    if (trace.firstTokenMs !== null) this.#firstToken.observe(trace.firstTokenMs / 1_000);
    for (const { fault } of trace.attempts) this.#attempts.inc({ fault });
  }
}
