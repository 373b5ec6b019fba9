import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { logger } from "@/server/kernel/logger";
import { showSubscription, showUsage } from "./billing";
import type { ConsoleProxy } from "./console-proxy";
import { GatewayError } from "./errors";
import { Exchange } from "./exchange";
import { type Gateway, handleCompletion } from "./handle";
import type { GatewayMetrics } from "./metrics";
import { getModel, listModels } from "./models";
import { type GatewayPath, readPath } from "./paths";
import type { Probes } from "./probes";
import type { RunningRequests } from "./running-requests";
import { startTrace } from "./trace";

export type ServerDeps = {
  gateway: Gateway;
  db: Db;
  metrics: GatewayMetrics;
  probes: Probes;
  running: RunningRequests;
  clientAddress: (request: IncomingMessage) => string;
  /** Null when this process serves no console. */
  console: ConsoleProxy | null;
};

const CLIENT_REQUEST_ID = /^[\w.:-]{1,64}$/;

/** The one port: /v1 and the probes are served here, everything else goes to the console. */
export function createGatewayServer(deps: ServerDeps): Server {
  // Streams last as long as the total time-out allows; a head must come soon, and a body keep coming.
  const options = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000, noDelay: true };
  const server = createServer(options, (request, response) => {
    const path = pathOf(request);
    if (deps.probes.handle(path, request, response)) return;
    const target = readPath(path);
    if (target) void serve(deps, target, { request, response });
    else if (deps.console) deps.console.handle(request, response);
    else serveUnknown(deps, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    if (deps.console && !readPath(pathOf(request))) deps.console.upgrade(request, socket, head);
    else socket.destroy();
  });
  return server;
}

type Pair = { request: IncomingMessage; response: ServerResponse };

async function serve(deps: ServerDeps, target: GatewayPath, { request, response }: Pair): Promise<void> {
  const exchange = openExchange(deps, target, { request, response });
  const { metrics, running } = deps;
  running.enter();
  try {
    if (target.kind === "completion" && request.method === "POST") {
      await handleCompletion(deps.gateway, exchange, target.endpoint);
    } else await answerQuery(deps, exchange, target);
  } catch (error) {
    if (!(error instanceof GatewayError))
      logger.error({ err: error, requestId: exchange.trace.requestId }, "a request failed");
    exchange.sendError(error instanceof GatewayError ? error : internalError());
  } finally {
    running.leave();
    metrics.finished(exchange.trace, exchange.isGone ? 499 : response.statusCode);
  }
}

/** Everything but completions: cheap, free and not logged. */
async function answerQuery(deps: ServerDeps, exchange: Exchange, target: GatewayPath): Promise<void> {
  const { gateway, db } = deps;
  if (target.kind === "unknown") throw notFound(target.message);
  if (target.kind === "completion") throw wrongMethod("POST");
  if (exchange.request.method !== "GET") throw wrongMethod("GET");
  if (target.kind === "models") return listModels(gateway, exchange);
  if (target.kind === "model") return getModel(gateway, exchange, target.model);
  return target.report === "usage" ? showUsage(gateway, exchange, db) : showSubscription(gateway, exchange, db);
}

function serveUnknown(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): void {
  const message = `There is nothing at ${pathOf(request)}. The API is at /v1, for example /v1/chat/completions.`;
  void serve(deps, { kind: "unknown", message }, { request, response });
}

function openExchange(deps: ServerDeps, target: GatewayPath, { request, response }: Pair): Exchange {
  const named = request.headers["x-client-request-id"] ?? request.headers["x-request-id"];
  const clientRequestId = typeof named === "string" && CLIENT_REQUEST_ID.test(named) ? named : "";
  const endpoint = target.kind === "completion" ? target.endpoint : target.kind === "model" ? "models" : target.kind;
  const startedAt = Date.now();
  const requestId = newId("req", startedAt);
  const fields = { requestId, startedAt, endpoint, ip: deps.clientAddress(request), clientRequestId };
  return new Exchange(request, response, startTrace(fields, performance.now()));
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

function notFound(message: string): GatewayError {
  return new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message,
    shouldRetry: false,
  });
}

function wrongMethod(method: string): GatewayError {
  const message = `This address takes ${method} requests only.`;
  return new GatewayError({
    status: 405,
    type: "invalid_request_error",
    code: "method_not_allowed",
    message,
    shouldRetry: false,
  });
}

function internalError(): GatewayError {
  return new GatewayError({
    status: 500,
    type: "server_error",
    code: "internal_error",
    message: "The gateway had an internal error.",
  });
}
