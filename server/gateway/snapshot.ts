import type { PriceRow } from "@/server/money/ledger/rows";
import type { JsonObject, Provider } from "@/server/providers/contract";
import type { CompiledPrice } from "@/server/supply/price/charge";

/** One usable credential of a channel. `id` is null for upstreams that ask for none. */
export type ChannelKey = { id: string | null; secret: string };

/** A channel as the request path needs it: parsed, decrypted, and only if it may be used. */
export type Channel = {
  id: string;
  name: string;
  provider: Provider;
  baseUrl: string;
  organization: string | undefined;
  settings: JsonObject;
  /** Client model → upstream model; a Map, because model names are customers' text ("constructor"). */
  modelMapping: ReadonlyMap<string, string>;
  /** Upstream status → status that rules and client see. */
  statusMapping: ReadonlyMap<number, number>;
  isAutoBan: boolean;
  keys: readonly ChannelKey[];
};

export type Candidate = { channel: Channel; weight: number };
/** Candidates of one priority. */
export type Tier = readonly Candidate[];

/** What a request of a model costs in a group, ready to compute with and to store. */
export type ModelPrice = { compiled: CompiledPrice; row: PriceRow };

/** Everything routing and pricing read, as of one moment. Replaced as a whole, never changed. */
export type Snapshot = {
  /** group → model → tiers, highest priority first. */
  tiers: ReadonlyMap<string, ReadonlyMap<string, readonly Tier[]>>;
  /** model → price before the group's ratio. */
  prices: ReadonlyMap<string, StoredPrice>;
  /** group → ratio, a decimal string. */
  ratios: ReadonlyMap<string, string>;
};

export type StoredPrice = {
  mode: string;
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string | null;
  callPrice: string;
};

export const EMPTY_SNAPSHOT: Snapshot = { tiers: new Map(), prices: new Map(), ratios: new Map() };

const NO_TIERS: readonly Tier[] = [];

/** Where a model can be had in a group, highest priority first; empty when nowhere. */
export function tiersOf(snapshot: Snapshot, group: string, model: string): readonly Tier[] {
  return snapshot.tiers.get(group)?.get(model) ?? NO_TIERS;
}

/** The models a group can reach, sorted. */
export function modelsOf(snapshot: Snapshot, group: string): string[] {
  return [...(snapshot.tiers.get(group)?.keys() ?? [])].sort();
}
