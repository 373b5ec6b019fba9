import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { registerStateMetrics } from "./metrics";

const text = async (registry: Registry) =>
  (await registry.metrics()).split("\n").filter((line) => !line.startsWith("#"));

test("metrics tell versions in force, the lag, and how often a key was in memory, without counting anything twice", async () => {
  const registry = new Registry();
  const figures = { checks: 3, failedChecks: 1, reloads: 2 };
  const watch = { versions: new Map([["price", 7n]]), lagMs: 250, figures };
  const auth = { figures: { hits: 9, misses: 1, entries: 1 } };
  const shared = { figures: { hits: 3, misses: 4 } };
  registerStateMetrics(registry, { watch, signal: { state: { isUp: true, since: new Date() } }, auth, shared });
  await text(registry);
  figures.checks = 5;
  watch.versions.set("price", 10n).set("setting", 4n);
  await text(registry);
  watch.versions.set("setting", 5n);
  expect(await text(registry)).toEqual(
    expect.arrayContaining([
      'gatehouse_state_version{topic="price"} 10',
      "gatehouse_state_lag_seconds 0.25",
      'gatehouse_config_writes_total{topic="price"} 3',
      'gatehouse_config_writes_total{topic="setting"} 1',
      "gatehouse_config_reads_total 5",
      "gatehouse_config_read_failures_total 1",
      "gatehouse_config_reloads_total 2",
      "gatehouse_state_signal_up 1",
      "gatehouse_auth_cache_hits_total 9",
      "gatehouse_auth_cache_misses_total 1",
      "gatehouse_auth_shared_hits_total 3",
      "gatehouse_auth_shared_misses_total 4",
    ]),
  );
});
