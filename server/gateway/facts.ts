import { LRUCache } from "lru-cache";
import { sha256Hex } from "@/server/kernel/crypto";
import type { FactRow } from "@/server/money/ledger/rows";
import { writeRouteFact } from "@/server/usage/inspector/route-fact";
import type { RouteView } from "./route-view";
import { type Candidate, leftOutOf, type Snapshot, type Tier, tiersOf } from "./snapshot";
import { type Trace, wellFormed } from "./trace";

const USER_AGENT_LENGTH_MAX = 300;
const AGENTS_MAX = 5_000;
const STORED_MAX = 20_000;
/** A fact may be taken away behind our back (a restored backup): each is sent again once in a while. */
const STORED_FOR_MS = 3_600_000;

/**
 * What many requests have in common and is therefore stored once: the route they could take, the program that asked. Each is
 * sent along with the ledger's operations until one of them is known to be committed.
 */
export class RequestFacts {
  readonly #agents = new LRUCache<string, FactRow>({ max: AGENTS_MAX });
  /** Fact id → when an operation that carried it was committed. */
  readonly #stored = new LRUCache<string, number>({ max: STORED_MAX });

  /** Notes what program asks. */
  noteUserAgent(trace: Trace, text: string | undefined): void {
    if (text === undefined || text === "") return;
    const fact = this.#agents.get(text) ?? this.#makeUserAgent(text);
    trace.userAgentId = fact.id;
    trace.facts.push(fact);
  }

  #makeUserAgent(text: string): FactRow {
    const fact = factOf("user_agent", wellFormed(text.slice(0, USER_AGENT_LENGTH_MAX)));
    // Whoever sends a novel for a name shall not fill the memory with it.
    if (text.length <= USER_AGENT_LENGTH_MAX) this.#agents.set(text, fact);
    return fact;
  }

  /**
   * Notes between which channels a request of a model has the choice, and which were left out. `view`: where that is more
   * than one group's channels.
   */
  noteRoute(trace: Trace, snapshot: Snapshot, view: RouteView | null = null): void {
    const fact = view ? viewFactOf(view) : routeFactOf(snapshot, trace.groupName, trace.model);
    trace.routeId = fact.id;
    trace.facts.push(fact);
  }

  /** Those of a request's facts that may not be stored yet. */
  unstored(trace: Trace): readonly FactRow[] {
    return trace.facts.filter(({ id }) => trace.startedAt - (this.#stored.get(id) ?? 0) > STORED_FOR_MS);
  }

  /** An operation that carried these facts is committed. */
  stored(facts: readonly FactRow[], now: number): void {
    for (const { id } of facts) this.#stored.set(id, now);
  }
}

/** Made once for each group and model of a snapshot, and dropped with it. */
const routeFacts = new WeakMap<object, FactRow>();

/** Between which channels a request of a model in a group has the choice, and which were left out. */
export function routeFactOf(snapshot: Snapshot, group: string, model: string): FactRow {
  return viewFactOf({ tiers: tiersOf(snapshot, group, model), leftOut: leftOutOf(snapshot, group, model) });
}

function viewFactOf({ tiers, leftOut }: RouteView): FactRow {
  const key = tiers.length > 0 ? tiers : leftOut;
  let fact = routeFacts.get(key);
  if (!fact) {
    fact = factOf("route", writeRouteFact({ tiers: tiers.map(describeTier), leftOut: [...leftOut] }));
    routeFacts.set(key, fact);
  }
  return fact;
}

function describeTier(tier: Tier) {
  return { priority: tier[0]?.priority ?? 0, channels: tier.map(describeCandidate) };
}

const ENDPOINTS = ["chat", "completions", "embeddings"] as const;

function describeCandidate({ channel, weight }: Candidate) {
  const lacks = ENDPOINTS.filter((endpoint) => !channel.provider.endpoints.includes(endpoint));
  return { id: channel.id, weight, ...(lacks.length > 0 ? { lacks } : {}) };
}

function factOf(kind: FactRow["kind"], content: string): FactRow {
  return { id: sha256Hex(`${kind}\n${content}`).slice(0, 32), kind, content };
}
