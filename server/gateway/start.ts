import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type Redis from "ioredis";
import { systemContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import { openSqlStore } from "@/server/kernel/database/sql";
import { newId } from "@/server/kernel/ids";
import { logger } from "@/server/kernel/logger";
import { openSharedRedis } from "@/server/kernel/shared-redis";
import { StateSignal } from "@/server/kernel/state-signal";
import { StateWatch, type StateWatchOptions } from "@/server/kernel/state-watch";
import { openLedgerStore } from "@/server/money/ledger/store";
import { HoldSweeper, type SweeperOptions } from "@/server/money/ledger/sweeper";
import { LedgerWriter } from "@/server/money/ledger/writer";
import { registerDatabaseMetrics } from "@/server/operations/database/metrics";
import { registerStateMetrics } from "@/server/operations/propagation/metrics";
import { NodePresence } from "@/server/operations/propagation/node-presence";
import { autoDisableChannel, autoDisableKey } from "@/server/supply/channel/health";
import { ChannelAffinity } from "./affinity";
import type { AuthCache } from "./auth-cache";
import { createAuthMemory } from "./auth-memory";
import { AutoBan } from "./ban";
import { BodyKeeper } from "./body-keeper";
import { ChannelLimits } from "./channel-limits";
import { addressMatcher, createClientAddress } from "./client-address";
import { readConsoleMetrics } from "./console-metrics";
import { ConsoleProxy } from "./console-proxy";
import { RequestFacts } from "./facts";
import type { Gateway } from "./handle";
import { KnownFunds } from "./known-funds";
import { RequestLimits } from "./limits";
import { GatewayMetrics } from "./metrics";
import { gatewayFigures } from "./node-figures";
import { type Offline, type OfflinePlace, openOffline } from "./offline/open";
import { keySource, type OfflineServing } from "./offline/serving";
import { Probes } from "./probes";
import { RateCounter } from "./rate-counter";
import { RefusalThrottle } from "./refusal-throttle";
import { KeyRotation } from "./route";
import { RunningRequests } from "./running-requests";
import { createGatewayServer } from "./server";
import { bringUpToDate, createState, followState, type GatewayState } from "./state";
import { Ticker } from "./ticker";

export type GatewayOptions = {
  db: Db;
  databaseUrl: string;
  databaseOptions: DatabaseOptions;
  redisUrl: string | undefined;
  host: string;
  /** 0: any free port. */
  port: number;
  hostname: string;
  version: string;
  trustedProxies: readonly string[];
  bodyLimitBytes: number;
  metricsToken: string | undefined;
  /** Null: this process serves no console. */
  consoleSocketPath: string | null;
  /** Where the last known state and what is owed are kept; without it this process never serves without its database. */
  offline?: OfflinePlace | null;
  sweeper?: Partial<SweeperOptions>;
  /** How often to look for changes; tests slow it down to see what announces them. */
  watch?: Pick<StateWatchOptions, "pollMs" | "signalledPollMs">;
};

export type RunningGateway = {
  port: number;
  nodeId: string;
  writer: LedgerWriter;
  sweeper: HoldSweeper;
  watch: StateWatch;
  bodies: BodyKeeper;
  /** Null where the process has no place for the last known state. */
  offline: Offline | null;
  /** Takes no new requests, lets running ones end for at most `timeoutMs`, writes what is queued, and goes. */
  stop(timeoutMs: number): Promise<void>;
};

const TICK_MS = 250;
const QUEUE_FLUSH_MS = 10_000;
const SETTLE_WAIT_MS = 3_000;
const IDLE_CHECK_MS = 200;
/** Two ticks to end a call, and its settlement. */
const LAST_WORDS_MS = 1_500;

/**
 * Brings a gateway up: state in memory, a node row, the port. Without its database it comes up on the last known state, where
 * there is one and the site wants that; else it throws when the database cannot be reached in time.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { db } = options;
  const nodeId = newId("nod");
  const writer = new LedgerWriter(openLedgerStore(options.databaseUrl, options.databaseOptions));
  const redis = options.redisUrl === undefined ? undefined : openSharedRedis(options.redisUrl);
  const state = createState();
  const memory = createAuthMemory(db, { redis, build: options.offline?.build ?? options.version });
  const auth = memory.cache;
  const offline = options.offline
    ? await openOffline(options.offline, { db, auth, writer, settings: () => state.settings.offline })
    : null;
  const gateway = createGateway({ options, nodeId, writer, state, redis, auth, offline: offline?.serving ?? null });
  const signal = options.redisUrl === undefined ? undefined : new StateSignal(options.redisUrl);
  const watch = new StateWatch(db, { signal, ...options.watch });
  // First, so that what is revoked does not wait for what is merely changed.
  watch.on(["access", "identity"], memory.follow);
  followState(watch, db, state);
  watch.onFailing(() => writer.probe());
  const { hostname, version } = options;
  const figures = () => gatewayFigures({ auth: memory, writer, signal, watch, offline: offline?.serving ?? null });
  const presence = new NodePresence(db, { id: nodeId, role: "gateway", hostname, version }, { watch, figures });
  offline?.serving.awaitNode(() => presence.isKnown);
  await bringUpToDate({ retrySeconds: options.databaseOptions.connectRetrySeconds, watch, writer, state, offline });
  const announced = presence.start();
  // A database that is away would make customers wait for nothing.
  if (!writer.isDown) await announced;
  offline?.begin();
  const sweeper = new HoldSweeper(db, writer, options.sweeper);
  sweeper.start();

  const running = new RunningRequests();
  const metrics = new GatewayMetrics({ writer, running, bodies: gateway.bodies, offline: offline?.serving ?? null });
  const endDatabaseMetrics = registerDatabaseMetrics(metrics.registry, db);
  registerStateMetrics(metrics.registry, { watch, signal, auth, shared: memory.shared });
  let isDraining = false;
  const consoleProxy = options.consoleSocketPath === null ? null : openConsole(options, options.consoleSocketPath);
  const notReady = () => {
    if (isDraining) return "draining";
    if (offline?.serving.isServing) return null;
    if (writer.isDown) return "the database is away";
    return consoleProxy?.wasSeen === false ? "the console is starting" : null;
  };
  const { consoleSocketPath: socketPath, metricsToken } = options;
  const readMore = socketPath === null ? undefined : () => readConsoleMetrics({ socketPath, metricsToken });
  const probes = new Probes({ registry: metrics.registry, metricsToken, readMore, notReady });
  const clientAddress = createClientAddress(options.trustedProxies);
  const server = createGatewayServer({ gateway, db, metrics, probes, running, clientAddress, console: consoleProxy });
  const port = await listen(server, options);

  const stop = async (timeoutMs: number): Promise<void> => {
    isDraining = true;
    // Streams that are still open then get an error event while they can; nobody should take half an answer for a whole one.
    const ending = setTimeout(
      () => {
        state.isEnding = true;
      },
      Math.max(0, timeoutMs - LAST_WORDS_MS),
    );
    await closeServer(server, timeoutMs);
    clearTimeout(ending);
    await running.idle(SETTLE_WAIT_MS);
    watch.stop();
    signal?.close();
    await sweeper.stop();
    await offline?.keeper.stop();
    // What is owed is on the disk, for the next start.
    const lost = (await writer.close(QUEUE_FLUSH_MS)) ? 0 : writer.queued - (offline?.journal.size ?? 0);
    if (lost > 0) logger.error({ lost }, "settlements were lost: the database stayed away");
    await offline?.journal.close();
    await gateway.bodies.close();
    await presence.stop();
    endDatabaseMetrics();
    consoleProxy?.close();
    redis?.disconnect();
    await state.connections.destroy();
  };
  return { port, nodeId, writer, sweeper, watch, bodies: gateway.bodies, offline, stop };
}

type Parts = {
  options: GatewayOptions;
  nodeId: string;
  writer: LedgerWriter;
  state: GatewayState;
  redis: Redis | undefined;
  auth: AuthCache;
  offline: OfflineServing | null;
};

function createGateway({ options, nodeId, writer, state, redis, auth, offline }: Parts): Gateway {
  const { db } = options;
  const context = () => ({ ...systemContext("gateway"), db });
  const facts = new RequestFacts();
  const counter = new RateCounter(redis);
  const ban = new AutoBan({
    key: (channelKeyId, reason) => autoDisableKey(context(), { channelKeyId, reason }),
    channel: (channelId, reason) => autoDisableChannel(context(), { channelId, reason }),
  });
  return {
    bodyLimitBytes: options.bodyLimitBytes,
    auth: keySource(auth, offline),
    limits: new RequestLimits(counter),
    refusals: new RefusalThrottle(),
    writer,
    facts,
    bodies: new BodyKeeper(() => openSqlStore({ url: options.databaseUrl, options: options.databaseOptions })),
    payments: { writer, funds: new KnownFunds(), facts, nodeId, offline },
    snapshot: () => state.snapshot,
    settings: () => state.settings,
    relay: {
      connections: state.connections,
      channelLimits: new ChannelLimits(counter),
      keys: new KeyRotation(),
      ban,
      affinity: new ChannelAffinity(redis),
      ticker: new Ticker(TICK_MS),
      isEnding: () => state.isEnding,
      random: Math.random,
    },
  };
}

function openConsole(options: GatewayOptions, socketPath: string): ConsoleProxy {
  const isTrusted = addressMatcher(options.trustedProxies);
  return new ConsoleProxy({
    socketPath,
    clientAddress: createClientAddress(options.trustedProxies),
    isTrustedPeer: (request) => isTrusted(request.socket.remoteAddress ?? ""),
  });
}

function listen(server: Server, { host, port }: GatewayOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    // Their clients see a broken stream and are charged for what they got; waiting longer would only get us killed.
    const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
    // A kept-alive connection whose last answer ends now would stay open until its client lets go.
    const idling = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idling);
      resolve();
    });
    server.closeIdleConnections();
  });
}
