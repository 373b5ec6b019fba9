import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import next from "next";
import packageJson from "@/package.json" with { type: "json" };
import { createClientAddress } from "@/server/gateway/client-address";
import { REQUESTED_PATH_HEADER } from "@/server/identity/session/requested-path";
import { ensureRootFromEnvironment } from "@/server/identity/setup/environment";
import { closeDb, getDb } from "@/server/kernel/database/client";
import { connectWithRetry } from "@/server/kernel/database/connect";
import { provideReadStore } from "@/server/kernel/database/read-store";
import { env } from "@/server/kernel/env";
import { logger } from "@/server/kernel/logger";
import { recordSlowQueries } from "@/server/operations/database/start-recorder";
import { joinNodes } from "@/server/operations/propagation/process";
import { noteCipherKeys } from "@/server/operations/secret/key-use";
import { startOperationsWorker } from "@/server/operations/worker";
import { answerHealth } from "./health";
import { type Address, closeServer, listen } from "./listen";
import { ConsoleMetrics } from "./metrics";

/** The supervisor kills this process some seconds later than both together. */
const REQUESTS_STOP_TIMEOUT_MS = 6_000;
const WORK_STOP_TIMEOUT_MS = 6_000;

const clientAddress = createClientAddress(env.trustedProxies);

/**
 * The console process. Beside a gateway (role "all") it serves the pages on a private socket; alone ("console") on the
 * port itself; as "worker" it serves nothing but its health.
 */
async function run(): Promise<void> {
  // From the first moment: a supervisor that dies while this process comes up must not leave it behind.
  const whenStopped = listenForStop();
  const isBehindGateway = env.role === "all";
  provideReadStore(getDb());
  // The gateway alone ends its kept connections: a server that ends one in the moment it is used again fails that request.
  const server = createServer(isBehindGateway ? { keepAliveTimeout: 0 } : {});
  const pages = env.role === "worker" ? null : next({ dev: env.nodeEnv === "development", httpServer: server });
  // As long as it takes: a gateway may serve known customers meanwhile, and must not be stopped for want of pages.
  const whenReachable = { retrySeconds: Number.POSITIVE_INFINITY, onRetry: warnOnce() };
  await Promise.all([pages?.prepare(), connectWithRetry(() => noteCipherKeys(getDb()), whenReachable)]);
  await ensureRootFromEnvironment();
  const servePage = pages?.getRequestHandler();
  const metrics = new ConsoleMetrics({ metricsToken: env.metricsToken, db: isBehindGateway ? null : getDb() });
  server.on("request", requestListener({ servePage, metrics, isBehindGateway }));

  const address: Address = isBehindGateway ? { socketPath: env.consoleSocketPath } : { host: env.host, port: env.port };
  await listen(server, address);
  const role = env.role === "worker" ? "worker" : "console";
  const endRecording = recordSlowQueries(getDb(), role);
  const leaveNodes = await joinNodes({
    db: getDb(),
    redisUrl: env.redisUrl,
    node: { role, hostname: env.hostname, version: packageJson.version },
  });
  const stopWorker = env.role === "console" ? async () => {} : await startOperationsWorker();
  logger.info({ address }, "console listens");
  process.send?.({ type: "ready" });

  whenStopped(async () => {
    await Promise.all([closeServer(server, REQUESTS_STOP_TIMEOUT_MS), within(WORK_STOP_TIMEOUT_MS, stopWorker())]);
    await pages?.close();
    await leaveNodes();
    metrics.close();
    await endRecording();
    await closeDb();
  });
}

function warnOnce(): (error: unknown) => void {
  let isSaid = false;
  return (error) => {
    if (!isSaid) logger.warn({ err: error }, "the database does not answer yet; the pages wait for it");
    isSaid = true;
  };
}

type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Serving = { servePage: PageHandler | undefined; metrics: ConsoleMetrics; isBehindGateway: boolean };

function requestListener({ servePage, metrics, isBehindGateway }: Serving): RequestListener {
  return (request, response) => {
    if (metrics.handle(request, response)) return;
    if (!isBehindGateway) {
      if (answerHealth(request, response)) return;
      // What a gateway in front does: overwritten, so that no caller can choose its own address.
      request.headers["x-forwarded-for"] = clientAddress(request);
      request.headers["x-forwarded-proto"] ??= "http";
    }
    request.headers[REQUESTED_PATH_HEADER] = request.url ?? "/";
    if (servePage) {
      servePage(request, response).catch((error: unknown) => {
        logger.error({ err: error, path: request.url }, "a page request failed outside the page");
        response.destroy();
      });
      return;
    }
    response.writeHead(404, { "content-type": "application/json" }).end('{"status":"this machine only works"}');
  };
}

/** A job that does not stop in time is taken up again by the next worker, as after a crash. */
function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, timeoutMs).unref())]);
}

/**
 * A signal, or the end of the channel to the supervisor (also after its kill -9), ends this process once: at once until
 * the returned function has been given what a graceful end takes.
 */
function listenForStop(): (stop: () => Promise<void>) => void {
  let stop = () => Promise.resolve();
  let isStopping = false;
  const onStop = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "console did not stop cleanly");
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, onStop);
  if (process.channel) process.once("disconnect", onStop);
  return (graceful) => {
    stop = graceful;
  };
}

run().catch((error: unknown) => {
  logger.fatal({ err: error }, "console could not start");
  process.exit(1);
});
