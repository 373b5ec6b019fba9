import { join } from "node:path";
import packageJson from "@/package.json" with { type: "json" };
import { closeDb, getDb } from "@/server/kernel/database/client";
import { connectWithRetry } from "@/server/kernel/database/connect";
import { databaseOptions } from "@/server/kernel/database/options";
import { env } from "@/server/kernel/env";
import { logger } from "@/server/kernel/logger";
import { recordSlowQueries } from "@/server/operations/database/start-recorder";
import { noteCipherKeys } from "@/server/operations/secret/key-use";
import { buildMark } from "./offline/open";
import { startGateway } from "./start";

/** Requests get half a minute to end; the supervisor kills this process ten seconds later. */
const DRAIN_TIMEOUT_MS = 28_000;

/** The gateway process: owns the port, serves /v1 itself and hands all else to the console process. */
async function run(): Promise<void> {
  const gateway = await startGateway({
    db: getDb(),
    databaseUrl: env.databaseUrl,
    databaseOptions: databaseOptions(),
    redisUrl: env.redisUrl,
    host: env.host,
    port: env.port,
    hostname: env.hostname,
    version: packageJson.version,
    trustedProxies: env.trustedProxies,
    bodyLimitBytes: env.bodyLimitBytes,
    metricsToken: env.metricsToken,
    consoleSocketPath: env.role === "all" ? env.consoleSocketPath : null,
    offline: { folder: join(env.dataDir, "offline"), build: buildMark(env.databaseUrl) },
  });
  // It may serve while its database is away: the keys are noted when that is there.
  const whenReachable = { retrySeconds: Number.POSITIVE_INFINITY };
  connectWithRetry(() => noteCipherKeys(getDb()), whenReachable).catch((error: unknown) =>
    logger.error({ err: error }, "the keys in use could not be noted"),
  );
  const endRecording = recordSlowQueries(getDb(), "gateway");
  logger.info({ port: gateway.port, nodeId: gateway.nodeId }, "gateway listens");
  process.send?.({ type: "ready" });

  let isStopping = false;
  const stop = (why: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, "gateway stops");
    gateway
      .stop(DRAIN_TIMEOUT_MS)
      .then(endRecording)
      .then(closeDb)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, "gateway could not stop cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // The supervisor has died: nobody would ever end this process.
  process.on("disconnect", () => stop("the supervisor is gone"));
}

// A database driver may drop a promise of its own when a connection is cut: that must not end everybody's streams.
process.on("unhandledRejection", (error) => logger.error({ err: error }, "a rejection nobody waited for"));

run().catch((error: unknown) => {
  logger.fatal({ err: error }, "gateway could not start");
  process.exit(1);
});
