import { logger } from "@/server/kernel/logger";
import type { AutoDisableSettings } from "./settings";
import type { Channel, ChannelKey } from "./snapshot";
import type { Failure } from "./upstream-failure";

/** Switches a key or a channel off for all nodes; server/supply/channel/health.ts. */
export type SwitchOff = {
  key(channelKeyId: string, reason: string): Promise<unknown>;
  channel(channelId: string, reason: string): Promise<unknown>;
};

/**
 * Decides from failed attempts when a key or channel is switched off: the site and the channel want it, the failure is
 * of a kind that does not mend itself, and it came N times within the window without a success between. A client's own
 * mistakes and an upstream's bad moments never count, whatever their status, unless the settings name that status.
 */
export class AutoBan {
  readonly #switchOff: SwitchOff;
  readonly #failuresAt = new Map<string, number[]>();

  constructor(switchOff: SwitchOff) {
    this.#switchOff = switchOff;
  }

  /** A passed attempt ends the row of failures of its key. */
  succeeded(channel: Channel, key: ChannelKey): void {
    if (this.#failuresAt.size > 0) this.#failuresAt.delete(subject(channel, key));
  }

  /** Out: whether this failure led to switching something off. */
  failed(input: {
    channel: Channel;
    key: ChannelKey;
    failure: Failure;
    settings: AutoDisableSettings;
    now: number;
  }): boolean {
    const { channel, key, failure, settings, now } = input;
    if (!settings.isEnabled || !channel.isAutoBan || !isLasting(failure, settings)) return false;
    const id = subject(channel, key);
    const recent = (this.#failuresAt.get(id) ?? []).filter((at) => now - at < settings.windowMs);
    recent.push(now);
    if (recent.length < settings.failures) {
      this.#failuresAt.set(id, recent);
      return false;
    }
    this.#failuresAt.delete(id);
    const reason = `${failure.status ?? "no answer"}: ${failure.detail}`.slice(0, 500);
    const done =
      failure.fault === "channel" || key.id === null
        ? this.#switchOff.channel(channel.id, reason)
        : this.#switchOff.key(key.id, reason);
    done.catch((error: unknown) =>
      logger.error({ err: error, channelId: channel.id }, "a channel could not be switched off"),
    );
    return true;
  }
}

function subject(channel: Channel, key: ChannelKey): string {
  return key.id ?? channel.id;
}

function isLasting(failure: Failure, settings: AutoDisableSettings): boolean {
  if (failure.fault === "client") return false;
  if (failure.isKeyDead) return true;
  if (failure.status !== null && settings.statuses.includes(failure.status)) return true;
  if (failure.fault === "upstream") return false;
  const words = failure.detail.toLowerCase();
  return settings.keywords.some((keyword) => words.includes(keyword));
}
