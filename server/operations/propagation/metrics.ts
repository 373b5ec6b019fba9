import { Counter, Gauge, type Registry } from "prom-client";
import type { StateSignal } from "@/server/kernel/state-signal";
import type { StateWatch } from "@/server/kernel/state-watch";

/** A cache that counts how often what was asked for was there. */
export type CountedCache = { figures: { hits: number; misses: number; entries: number } };

type Measured = {
  watch: Pick<StateWatch, "versions" | "lagMs" | "figures">;
  signal: Pick<StateSignal, "state"> | undefined;
  auth: CountedCache;
};

/** How current this process is and how well its caches do, for Prometheus. */
export function registerStateMetrics(registry: Registry, { watch, signal, auth }: Measured): void {
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
  if (signal) {
    gauge("gatehouse_state_signal_up", "1 while Redis announces changes.", () => (signal.state.isUp ? 1 : 0));
  }
  counter("gatehouse_auth_cache_hits_total", "Keys found in memory.", () => auth.figures.hits);
  counter("gatehouse_auth_cache_misses_total", "Keys that had to be read.", () => auth.figures.misses);
  gauge("gatehouse_auth_cache_entries", "Keys in memory.", () => auth.figures.entries);
}
