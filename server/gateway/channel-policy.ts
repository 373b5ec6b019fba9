import { type StatusMatcher, statusMatcher } from "@/server/supply/channel/status-schema";
import { readLimits, readRetries, readTimeouts } from "@/server/supply/channel/stored-json";
import type { GatewaySettings } from "./settings";
import type { Channel, ChannelTimeouts, Tier } from "./snapshot";

const MS_PER_SECOND = 1_000;

type Columns = { limits: string; timeouts: string; retries: string };

/** What a channel sets for itself instead of the site; null each where it sets nothing. */
export function readChannelPolicy(row: Columns): Pick<Channel, "limits" | "timeouts" | "retries"> {
  const { max, statuses } = readRetries(row.retries);
  const isRetried = statusMatcher(statuses);
  return {
    limits: filled(readLimits(row.limits)),
    timeouts: filled(inMs(row.timeouts)),
    retries: filled({ ...(max === undefined ? {} : { max }), ...(isRetried ? { isRetried } : {}) }),
  };
}

function inMs(column: string): ChannelTimeouts {
  const { connectSeconds, firstByteSeconds, idleSeconds, totalSeconds } = readTimeouts(column);
  const timeouts: ChannelTimeouts = {};
  if (connectSeconds !== undefined) timeouts.connectMs = connectSeconds * MS_PER_SECOND;
  if (firstByteSeconds !== undefined) timeouts.firstByteMs = firstByteSeconds * MS_PER_SECOND;
  if (idleSeconds !== undefined) timeouts.idleMs = idleSeconds * MS_PER_SECOND;
  if (totalSeconds !== undefined) timeouts.totalMs = totalSeconds * MS_PER_SECOND;
  return timeouts;
}

function filled<T extends object>(fields: T): T | null {
  return Object.keys(fields).length === 0 ? null : fields;
}

/** How many further channels may be asked after this one failed. */
export function retryMaxOf(channel: Channel, settings: Pick<GatewaySettings, "retryMax">): number {
  return channel.retries?.max ?? settings.retryMax;
}

/** Which answers are tried elsewhere, by their status; null: it goes by the cause of the failure. */
export function retriedStatusesOf(
  channel: Channel,
  settings: Pick<GatewaySettings, "isRetried">,
): StatusMatcher | null {
  return channel.retries?.isRetried ?? settings.isRetried;
}

/** The longest a request may take on any of these channels: what is held for it must live so long. */
export function longestTotalMs(tiers: readonly Tier[], settings: Pick<GatewaySettings, "totalTimeoutMs">): number {
  let longest = settings.totalTimeoutMs;
  for (const tier of tiers) {
    for (const { channel } of tier) longest = Math.max(longest, channel.timeouts?.totalMs ?? 0);
  }
  return longest;
}
