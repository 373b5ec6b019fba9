import type { Agent } from "undici";
import { getSetting } from "@/server/configuration/setting/current";
import { createEgressDispatcher } from "@/server/kernel/egress";

const KEEP_ALIVE_MS = 30_000;

/**
 * The connections to all upstreams, every one through the egress guard. A changed connect time-out makes a new set; the
 * old one ends when its requests have.
 */
export class UpstreamConnections {
  #agent: Agent;
  #connectTimeoutMs: number;

  constructor(connectTimeoutMs: number) {
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#agent = open(connectTimeoutMs);
  }

  get agent(): Agent {
    return this.#agent;
  }

  setConnectTimeout(connectTimeoutMs: number): void {
    if (connectTimeoutMs === this.#connectTimeoutMs) return;
    const old = this.#agent;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#agent = open(connectTimeoutMs);
    old.close().catch(() => undefined);
  }

  async destroy(): Promise<void> {
    await this.#agent.destroy();
  }
}

function open(connectTimeoutMs: number): Agent {
  return createEgressDispatcher({
    policy: () => ({ allowedHosts: getSetting("network.allowedHosts") }),
    connectTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    pipelining: 1,
  });
}
