import type { Agent } from "undici";
import { egressProxy, ownProviderPolicy, proxyUrlOf, sitePolicy } from "@/server/configuration/setting/outbound";
import { createEgressDispatcher } from "@/server/kernel/egress";
import { createProxiedDispatcher } from "@/server/kernel/egress-proxy";
import type { Channel } from "./snapshot";

const KEEP_ALIVE_MS = 30_000;

type Asked = Pick<Channel, "timeouts" | "proxy">;

/**
 * The connections to some upstreams, every one through the egress guard. Channels with a proxy or a time to connect of their
 * own share a set for each such pair; sets that nobody has any more end when their requests have.
 */
export class UpstreamConnections {
  /** By proxy ("": none), then by time to connect. */
  readonly #agents = new Map<string, Map<number, Agent>>();
  readonly #isOwn: boolean;
  #connectTimeoutMs: number;
  #siteProxy: string | null;
  #rules: string;

  constructor(connectTimeoutMs: number, { isOwn } = { isOwn: false }) {
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#isOwn = isOwn;
    this.#siteProxy = proxyUrlOf("");
    this.#rules = this.#readRules();
  }

  /** Where a call to this channel goes through. */
  of({ proxy, timeouts }: Asked): Agent {
    const proxyUrl = proxy === "" ? this.#siteProxy : proxy === "none" ? null : proxy;
    return this.#agent(proxyUrl, timeouts?.connectMs ?? this.#connectTimeoutMs);
  }

  #agent(proxyUrl: string | null, connectTimeoutMs: number): Agent {
    let byTimeout = this.#agents.get(proxyUrl ?? "");
    if (!byTimeout) {
      byTimeout = new Map();
      this.#agents.set(proxyUrl ?? "", byTimeout);
    }
    let agent = byTimeout.get(connectTimeoutMs);
    if (!agent) {
      agent = open({ connectTimeoutMs, proxyUrl, isOwn: this.#isOwn });
      byTimeout.set(connectTimeoutMs, agent);
    }
    return agent;
  }

  #readRules(): string {
    return JSON.stringify([policyOf(this.#isOwn)(), proxyUrlOf("")]);
  }

  /**
   * After a change of settings. Other rules of where one may call, or another proxy, end every kept connection with its
   * request: the guard looks at new ones only.
   */
  follow(connectTimeoutMs: number): void {
    const rules = this.#readRules();
    const isOpenedAnew = connectTimeoutMs !== this.#connectTimeoutMs || rules !== this.#rules;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#siteProxy = proxyUrlOf("");
    this.#rules = rules;
    if (!isOpenedAnew) return;
    const old = this.#all();
    this.#agents.clear();
    for (const agent of old) agent.close().catch(() => undefined);
  }

  #all(): Agent[] {
    return [...this.#agents.values()].flatMap((byTimeout) => [...byTimeout.values()]);
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#all().map((agent) => agent.destroy()));
  }
}

function policyOf(isOwn: boolean) {
  return isOwn ? ownProviderPolicy : sitePolicy;
}

type Opened = { connectTimeoutMs: number; proxyUrl: string | null; isOwn: boolean };

function open({ connectTimeoutMs, proxyUrl, isOwn }: Opened): Agent {
  const options = { policy: policyOf(isOwn), connectTimeoutMs, keepAliveTimeout: KEEP_ALIVE_MS, pipelining: 1 };
  if (proxyUrl === null) return createEgressDispatcher(options);
  return createProxiedDispatcher(options, egressProxy(proxyUrl, { isOwn }));
}

/** The connections to all upstreams: customers' own providers have a set apart, for they may not lie where the site's may. */
export class AllConnections {
  readonly #site: UpstreamConnections;
  readonly #own: UpstreamConnections;

  constructor(connectTimeoutMs: number) {
    this.#site = new UpstreamConnections(connectTimeoutMs);
    this.#own = new UpstreamConnections(connectTimeoutMs, { isOwn: true });
  }

  /** Where a call to this channel goes through. */
  of(channel: Asked & Pick<Channel, "isOwn">): Agent {
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
