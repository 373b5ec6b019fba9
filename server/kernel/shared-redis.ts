import Redis from "ioredis";
import { logger } from "./logger";

const CONNECT_TIMEOUT_MS = 2_000;
/** A Redis that takes commands and answers none is as good as away: they fail, and soon after it the connection is cut. */
const COMMAND_TIMEOUT_MS = 1_000;
const SILENCE_MS = 1_500;

/**
 * A connection for what every process can also do on its own: nothing waits for one that is away, and one that falls silent
 * is cut, with the commands on it failing, until it answers again.
 */
export function openSharedRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    // What was answered without it is over when it is back.
    autoResendUnfulfilledCommands: false,
  });
  redis.on("error", (error: Error) => logger.debug({ err: error }, "redis is away"));
  return redis;
}
