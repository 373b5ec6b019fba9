import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { getSetting } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { readPools } from "@/server/kernel/database/pool-watch";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { watchStatements } from "@/server/kernel/database/statement-watch";
import { logger } from "@/server/kernel/logger";
import { readDatabaseSize } from "./database-size";

/** Nobody scrapes faster than this without asking the database more than it is worth. */
const SIZE_EVERY_MS = 60_000;

/** The database's figures for Prometheus, as seen by this process. Out: what ends them. */
export function registerDatabaseMetrics(registry: Registry, db: Db): () => void {
  const registers = [registry];
  const duration = new Histogram({
    name: "gatehouse_db_query_duration_seconds",
    help: "Statements by how they ended, with the wait for a connection.",
    labelNames: ["result"],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  const slow = new Counter({
    name: "gatehouse_db_slow_queries_total",
    help: "Statements that took longer than the setting database.slowQueryMs.",
    registers,
  });
  registerPools(registry);
  registerSize(registry, db);
  return watchStatements(({ tookMs, isFailed }) => {
    duration.observe({ result: isFailed ? "failed" : "ok" }, tookMs / 1_000);
    if (tookMs >= getSetting("database.slowQueryMs")) slow.inc();
  });
}

function registerPools(registry: Registry): void {
  const gauge = (name: string, help: string, read: "max" | "open" | "busy" | "waiting"): Gauge<"pool"> => {
    const made: Gauge<"pool"> = new Gauge({
      name,
      help,
      labelNames: ["pool"],
      registers: [registry],
      collect: () => {
        for (const pool of readPools()) made.set({ pool: pool.purpose }, pool[read]);
      },
    });
    return made;
  };
  gauge("gatehouse_db_pool_connections_max", "Connections (SQLite: threads) a pool may open.", "max");
  gauge("gatehouse_db_pool_connections", "Connections a pool has open.", "open");
  gauge("gatehouse_db_pool_connections_busy", "Connections that are working.", "busy");
  gauge("gatehouse_db_pool_waiting", "Callers that wait for a connection.", "waiting");
}

function registerSize(registry: Registry, db: Db): void {
  let readAt = 0;
  const size: Gauge = new Gauge({
    name: "gatehouse_db_size_bytes",
    help: "What the database takes on its disk, read at most once a minute.",
    registers: [registry],
    collect: async () => {
      if (Date.now() - readAt < SIZE_EVERY_MS) return;
      readAt = Date.now();
      try {
        size.set(await readDatabaseSize(readStoreOf(db)));
      } catch (error) {
        logger.debug({ err: error }, "the database's size could not be read");
      }
    },
  });
}
