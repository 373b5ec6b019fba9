import Redis from "ioredis";
import { logger } from "./logger";
import { onStateAnnounced } from "./state-notice";

const CHANNEL = "gatehouse:state";
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MAX_MS = 1_000;

export type SignalState = { isUp: boolean; since: Date };

/**
 * Changes by Redis publish/subscribe, so that other nodes need not wait for their next poll. Only a hint that there is
 * something to read: what is in force is always read from the database, so a lost, doubled or forged message does no harm.
 */
export class StateSignal {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #endAnnouncements: () => void;
  readonly #listeners = new Set<() => void>();
  #state: SignalState = { isUp: false, since: new Date() };

  constructor(redisUrl: string) {
    this.#publisher = openConnection(redisUrl);
    this.#subscriber = openConnection(redisUrl);
    this.#subscriber.on("message", () => this.#tell());
    this.#subscriber.on("ready", () => void this.#subscribe());
    this.#subscriber.on("close", () => this.#note(false));
    this.#endAnnouncements = onStateAnnounced((topics) => this.publish(topics));
  }

  /** Whether messages arrive, and since when it is so. */
  get state(): SignalState {
    return this.#state;
  }

  /** Calls back when another node has changed something, and after a break, when messages may have been missed. */
  onMessage(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Tells all nodes. One that is not told finds out at its next poll. */
  publish(topics: readonly string[]): void {
    if (this.#publisher.status !== "ready") return;
    this.#publisher
      .publish(CHANNEL, topics.join(","))
      .catch((error: unknown) => logger.debug({ err: error }, "a change could not be announced by redis"));
  }

  close(): void {
    this.#endAnnouncements();
    this.#listeners.clear();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#subscriber.subscribe(CHANNEL);
      this.#note(true);
      this.#tell();
    } catch (error) {
      // The connection has broken again; it comes back by itself, and with it this.
      logger.debug({ err: error }, "could not subscribe to changes");
    }
  }

  #note(isUp: boolean): void {
    if (isUp === this.#state.isUp) return;
    this.#state = { isUp, since: new Date() };
    if (isUp) logger.info("changes are announced by redis");
    else logger.warn("redis is away: changes are found by polling the database");
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function openConnection(redisUrl: string): Redis {
  const redis = new Redis(redisUrl, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    // Subscribed anew by hand, so that "up" means subscribed and not merely connected.
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MAX_MS),
  });
  redis.on("error", (error: Error) => logger.debug({ err: error }, "redis is away"));
  return redis;
}
