import type { Agent } from "undici";
import { ownProviderPolicy, sitePolicy } from "@/server/configuration/setting/outbound";
import { createEgressDispatcher, type EgressPolicy } from "@/server/kernel/egress";
import type { Channel } from "./snapshot";

const KEEP_ALIVE_MS = 30_000;

/**
 * The connections to some upstreams, every one through the egress guard. Channels with a time to connect of their own share
 * a set for each such time; sets of times that nobody has any more end when their requests have.
 */
export class UpstreamConnections {
  readonly #agents = new Map<number, Agent>();
  readonly #policy: () => EgressPolicy;
  #connectTimeoutMs: number;
  #rules: string;

  constructor(connectTimeoutMs: number, policy: () => EgressPolicy = sitePolicy) {
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#policy = policy;
    this.#rules = JSON.stringify(policy());
  }

  /** Where a call to this channel goes through. */
  of(channel: Pick<Channel, "timeouts">): Agent {
    return this.#agent(channel.timeouts?.connectMs ?? this.#connectTimeoutMs);
  }

  #agent(connectTimeoutMs: number): Agent {
    let agent = this.#agents.get(connectTimeoutMs);
    if (!agent) {
      agent = open(connectTimeoutMs, this.#policy);
      this.#agents.set(connectTimeoutMs, agent);
    }
    return agent;
  }

  /**
   * After a change of settings. Other rules of where one may call end every kept connection with its request: the guard
   * looks at new ones only.
   */
  follow(connectTimeoutMs: number): void {
    const rules = JSON.stringify(this.#policy());
    const isOpenedAnew = connectTimeoutMs !== this.#connectTimeoutMs || rules !== this.#rules;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#rules = rules;
    if (!isOpenedAnew) return;
    const old = [...this.#agents.values()];
    this.#agents.clear();
    for (const agent of old) agent.close().catch(() => undefined);
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }
}

function open(connectTimeoutMs: number, policy: () => EgressPolicy): Agent {
  return createEgressDispatcher({
    policy,
    connectTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    pipelining: 1,
  });
}

/** The connections to all upstreams: customers' own providers have a set apart, for they may not lie where the site's may. */
export class AllConnections {
  readonly #site: UpstreamConnections;
  readonly #own: UpstreamConnections;

  constructor(connectTimeoutMs: number) {
    this.#site = new UpstreamConnections(connectTimeoutMs);
    this.#own = new UpstreamConnections(connectTimeoutMs, ownProviderPolicy);
  }

  /** Where a call to this channel goes through. */
  of(channel: Pick<Channel, "isOwn" | "timeouts">): Agent {
    return (channel.isOwn ? this.#own : this.#site).of(channel);
  }

  /** After a change of settings. */
  follow(connectTimeoutMs: number): void {
    for (const connections of [this.#site, this.#own]) connections.follow(connectTimeoutMs);
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#site.destroy(), this.#own.destroy()]);
  }
}
