import type { GroupChoiceRules } from "@/server/access/group/usable";
import type { PriceRow } from "@/server/money/ledger/rows";
import type { JsonObject, Provider } from "@/server/providers/contract";
import type { StatusMatcher } from "@/server/supply/channel/status-schema";
import type { CompiledPrice } from "@/server/supply/price/compile";
import type { SpecialPriceFields } from "@/server/supply/price/special-price-schema";
import type { LeftOutReason } from "@/server/usage/inspector/route-fact";

/** One usable credential of a channel. `id` is null for upstreams that ask for none. */
export type ChannelKey = { id: string | null; secret: string };

/** A channel as the request path needs it: parsed, decrypted, and only if it may be used. */
export type Channel = {
  id: string;
  /** The asking account's own provider, which nobody else's request ever sees. */
  isOwn: boolean;
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
  /** Added to every request, decrypted; null where there are none. */
  headers: Readonly<Record<string, string>> | null;
  /** The proxy it is reached through, decrypted; "": as the site says, "none": directly. */
  proxy: string;
  /** Null: as many as come. */
  limits: ChannelLimits | null;
  /** What differs from the site's; null when nothing does. */
  timeouts: ChannelTimeouts | null;
  retries: ChannelRetries | null;
};

/** Each is absent where the channel sets none. */
export type ChannelLimits = { requestsPerMinute?: number; concurrentRequests?: number };
export type ChannelTimeouts = { connectMs?: number; firstByteMs?: number; idleMs?: number; totalMs?: number };
/** `max`: further channels to try after this one failed. `isRetried` decides by the status of its answer. */
export type ChannelRetries = { max?: number; isRetried?: StatusMatcher };

export type Candidate = { channel: Channel; weight: number; priority: number };
/** Candidates of one priority. */
export type Tier = readonly Candidate[];

/** A channel that lists the model in the group and cannot be asked. */
export type LeftOut = { id: string; reason: LeftOutReason };

/** What a request of a model costs in a group, ready to compute with and to store. */
export type ModelPrice = { compiled: CompiledPrice; row: PriceRow };

/** Everything routing and pricing read, as of one moment. Replaced as a whole, never changed. */
export type Snapshot = {
  /** group → model → tiers, highest priority first. */
  tiers: ReadonlyMap<string, ReadonlyMap<string, readonly Tier[]>>;
  /** group → model → channels that could have been asked were they not switched off or unusable. */
  leftOut: ReadonlyMap<string, ReadonlyMap<string, readonly LeftOut[]>>;
  /** model → price before the group's ratio. */
  prices: ReadonlyMap<string, StoredPrice>;
  /** Group → what it costs to whom, and which groups its accounts may choose. */
  groups: ReadonlyMap<string, GroupRules>;
};

export type GroupRules = GroupChoiceRules & {
  isSelectable: boolean;
  /** A decimal string. */
  ratio: string;
  /** For accounts of other groups, by the group's name. */
  accountRatios: Readonly<Record<string, string>>;
};

export type StoredPrice = {
  mode: string;
  inputPrice: string;
  outputPrice: string;
  cachedInputPrice: string | null;
  callPrice: string;
} & Partial<SpecialPriceFields>;

export const EMPTY_SNAPSHOT: Snapshot = {
  tiers: new Map(),
  leftOut: new Map(),
  prices: new Map(),
  groups: new Map(),
};

const NO_TIERS: readonly Tier[] = [];
const NOBODY: readonly LeftOut[] = [];

/** Where a model can be had in a group, highest priority first; empty when nowhere. */
export function tiersOf(snapshot: Snapshot, group: string, model: string): readonly Tier[] {
  return snapshot.tiers.get(group)?.get(model) ?? NO_TIERS;
}

/** The channels of a group that list a model and cannot be asked. */
export function leftOutOf(snapshot: Snapshot, group: string, model: string): readonly LeftOut[] {
  return snapshot.leftOut.get(group)?.get(model) ?? NOBODY;
}

/** The models a group can reach, sorted. */
export function modelsOf(snapshot: Snapshot, group: string): string[] {
  return [...(snapshot.tiers.get(group)?.keys() ?? [])].sort();
}
