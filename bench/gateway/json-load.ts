import { Connection, requestBytes } from "./connection";
import type { JsonLoadResult, LoadCommand } from "./load-protocol";
import { quantile } from "./statistics";

type JsonCommand = Extract<LoadCommand, { kind: "json" }>;

/**
 * A closed loop: each connection sends its next request when the last is answered. After the time is up nothing new is
 * sent, and what is under way is waited for, so that what was sent is what the books must show.
 */
export async function runJsonLoad({ target, connections, durationMs }: JsonCommand): Promise<JsonLoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  let startedMs = 0;
  let lastMs = 0;

  function worker(index: number): { open(): Promise<void>; run(): Promise<void> } {
    const bytes = requestBytes({ target, index, isStream: false });
    let sentMs = 0;
    let status = 0;
    let finish: () => void = () => undefined;
    const next = () => {
      sentMs = performance.now();
      if (sentMs - startedMs < durationMs) connection.send(bytes);
      else {
        connection.close();
        finish();
      }
    };
    const connection: Connection = new Connection(target.port, {
      head: (value) => {
        status = value;
      },
      body: () => undefined,
      end: () => {
        lastMs = performance.now();
        if (status === 200) latencies.push(lastMs - sentMs);
        else failed += 1;
        next();
      },
      lost: () => {
        failed += 1;
        connection.open().then(next, finish);
      },
    });
    return {
      open: () => connection.open(),
      run: () =>
        new Promise((resolve) => {
          finish = resolve;
          next();
        }),
    };
  }

  const workers = Array.from({ length: connections }, (_, index) => worker(index));
  await Promise.all(workers.map((each) => each.open()));
  startedMs = performance.now();
  await Promise.all(workers.map((each) => each.run()));
  return {
    answered: latencies.length,
    failed,
    throughputPerSecond: (latencies.length * 1_000) / Math.max(1, lastMs - startedMs),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}
