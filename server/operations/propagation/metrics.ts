import { Counter, Gauge, type Registry } from "prom-client";
import type { StateSignal } from "@/server/kernel/state-signal";
import type { StateWatch } from "@/server/kernel/state-watch";

/** A cache that counts how often what was asked for was there. */
export type CountedCache = { figures: { hits: number; misses: number; entries: number } };

type Measured = {
  watch: Pick<StateWatch, "versions" | "lagMs" | "figures">;
  signal: Pick<StateSignal, "state"> | undefined;
  auth: CountedCache;
  /** Absent: a process without Redis. */
  shared?: { figures: { hits: number; misses: number } } | null | undefined;
};

/** How current this process is and how well its caches do, for Prometheus. */
export function registerStateMetrics(registry: Registry, { watch, signal, auth, shared }: Measured): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  };
  const counter = (name: string, help: string, read: () => number) => {
    let told = 0;
    const made: Counter = new Counter({
      name,
      help,
      registers,
      collect: () => {
        made.inc(read() - told);
        told = read();
      },
    });
  };
  const version: Gauge<"topic"> = new Gauge({
    name: "gatehouse_state_version",
    help: "The version of each subject that is in force in this process.",
    labelNames: ["topic"],
    registers,
    collect: () => {
      for (const [topic, value] of watch.versions) version.set({ topic }, Number(value));
    },
  });
  gauge(
    "gatehouse_state_lag_seconds",
    "From the newest change to its being in force here; 0 before the first.",
    () => (watch.lagMs ?? 0) / 1_000,
  );
  counter("gatehouse_config_reads_total", "Looks at the versions of what is in memory.", () => watch.figures.checks);
  counter("gatehouse_config_read_failures_total", "Looks that failed.", () => watch.figures.failedChecks);
  counter("gatehouse_config_reloads_total", "Parts of the configuration read anew.", () => watch.figures.reloads);
  countWrites(registry, watch);
  if (signal) {
    gauge("gatehouse_state_signal_up", "1 while Redis announces changes.", () => (signal.state.isUp ? 1 : 0));
  }
  counter("gatehouse_auth_cache_hits_total", "Keys found in memory.", () => auth.figures.hits);
  counter("gatehouse_auth_cache_misses_total", "Keys that had to be read.", () => auth.figures.misses);
  if (shared) {
    counter("gatehouse_auth_shared_hits_total", "Keys not in memory that Redis had.", () => shared.figures.hits);
    counter(
      "gatehouse_auth_shared_misses_total",
      "Keys not in memory that Redis had not.",
      () => shared.figures.misses,
    );
  }
  gauge("gatehouse_auth_cache_entries", "Keys in memory.", () => auth.figures.entries);
}

/** Every saved change raises a counter by one, whichever process made it, so each process sees those of all. */
function countWrites(registry: Registry, watch: Measured["watch"]): void {
  const told = new Map(watch.versions);
  const writes: Counter<"topic"> = new Counter({
    name: "gatehouse_config_writes_total",
    help: "Changes of what processes keep in memory, by subject, of the whole installation since this process began.",
    labelNames: ["topic"],
    registers: [registry],
    collect: () => {
      for (const [topic, version] of watch.versions) {
        const made = Number(version - (told.get(topic) ?? version));
        // A counter that went back is another database's: it begins anew.
        writes.inc({ topic }, Math.max(0, made));
        told.set(topic, version);
      }
    },
  });
}
