import { decryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import { findProvider } from "@/server/providers/registry";
import { readProxy } from "@/server/supply/channel/proxy";
import { readHeaders, readSettings, readStatusMap, readTextMap } from "@/server/supply/channel/stored-json";
import { readChannelPolicy } from "./channel-policy";
import { GROUP_FIELDS, type GroupRow, toGroupRules } from "./group-rules";
import type { Candidate, Channel, ChannelKey, LeftOut, Snapshot, StoredPrice, Tier } from "./snapshot";

export type ChannelRow = Awaited<ReturnType<typeof readChannels>>[number];
type AbilityRow = {
  groupName: string;
  model: string;
  channelId: string;
  isEnabled: boolean;
  priority: number;
  weight: number;
};

/** Everything routing and pricing read, as rows: secrets stay encrypted. */
export type SupplyRows = {
  channels: ChannelRow[];
  abilities: AbilityRow[];
  prices: (StoredPrice & { model: string })[];
  groups: GroupRow[];
};

/** Reads channels, keys, abilities, prices and groups. */
export async function readSupplyRows(db: Db): Promise<SupplyRows> {
  const [channels, abilities, prices, groups] = await Promise.all([
    readChannels(db),
    db.ability.findMany(),
    db.modelPrice.findMany(),
    db.group.findMany({ select: GROUP_FIELDS }),
  ]);
  return { channels, abilities, prices, groups };
}

/** What requests are routed and priced by, from the database. */
export async function loadSnapshot(db: Db): Promise<Snapshot> {
  return toSnapshot(await readSupplyRows(db));
}

/**
 * What requests are routed and priced by. A channel that cannot be used is left out, not fatal; where it would have served is
 * kept with the reason, because somebody will ask why it did not.
 */
export function toSnapshot({ channels: rows, abilities, prices, groups }: SupplyRows): Snapshot {
  const channels = new Map<string, Channel>();
  const reasons = new Map<string, LeftOut["reason"]>();
  for (const row of rows) {
    const channel = row.status === "enabled" ? toChannel(row) : statusReason(row.status);
    if (typeof channel === "string") reasons.set(row.id, channel);
    else channels.set(row.id, channel);
  }
  return {
    tiers: toTiers(abilities, channels),
    leftOut: toLeftOut(abilities, reasons),
    prices: new Map(prices.map((price) => [price.model, price])),
    groups: new Map(groups.map((group) => [group.name, toGroupRules(group)])),
  };
}

function readChannels(db: Db) {
  return db.channel.findMany({
    // Customers' own providers are loaded with their owners' keys alone.
    where: { ownerId: null, deletedAt: null },
    include: { keys: { orderBy: { position: "asc" } } },
  });
}

function statusReason(status: string): LeftOut["reason"] {
  return status === "auto_disabled" ? "auto_disabled" : "disabled";
}

/** Out: the channel, or why it cannot be used. */
export function toChannel(row: ChannelRow): Channel | LeftOut["reason"] {
  const provider = findProvider(row.provider);
  const settings = provider?.settingsSchema.safeParse(readSettings(row.settings));
  if (!provider || !settings?.success) {
    logger.warn({ channelId: row.id, provider: row.provider }, "a channel cannot be used: its provider or settings");
    return "misconfigured";
  }
  const keys = toKeys(row);
  if (keys.length === 0) return "no_key";
  const headers = toHeaders(row);
  const proxy = toProxy(row);
  if (headers === "unreadable" || proxy === null) return "misconfigured";
  return {
    id: row.id,
    isOwn: false,
    name: row.name,
    provider,
    baseUrl: row.baseUrl,
    organization: row.organization ?? undefined,
    settings: settings.data as Channel["settings"],
    modelMapping: new Map(Object.entries(readTextMap(row.modelMapping))),
    statusMapping: new Map(
      Object.entries(readStatusMap(row.statusCodeMapping)).map(([from, to]) => [Number(from), to]),
    ),
    isAutoBan: row.isAutoBan,
    keys,
    headers,
    proxy,
    ...readChannelPolicy(row),
  };
}

/** Null: none. "unreadable" when they cannot be decrypted: without them the upstream would be asked as somebody else. */
function toHeaders(row: ChannelRow): Channel["headers"] | "unreadable" {
  try {
    const headers = readHeaders(row.headers);
    return Object.keys(headers).length === 0 ? null : headers;
  } catch (error) {
    logger.error({ err: error, channelId: row.id }, "the headers of a channel cannot be decrypted");
    return "unreadable";
  }
}

/** Null when it cannot be decrypted: a call must not go around the proxy that it was meant for. */
function toProxy(row: ChannelRow): string | null {
  try {
    return readProxy(row.proxy);
  } catch (error) {
    logger.error({ err: error, channelId: row.id }, "the proxy of a channel cannot be decrypted");
    return null;
  }
}

function toKeys(row: ChannelRow): ChannelKey[] {
  if (row.keys.length === 0) return [{ id: null, secret: "" }];
  const keys: ChannelKey[] = [];
  for (const key of row.keys) {
    if (key.status !== "enabled") continue;
    try {
      keys.push({ id: key.id, secret: decryptSecret(key.secret) });
    } catch (error) {
      logger.error({ err: error, channelId: row.id, channelKeyId: key.id }, "a channel key cannot be decrypted");
    }
  }
  return keys;
}

type ByGroup = Map<string, Map<string, AbilityRow[]>>;

function byGroupAndModel(abilities: readonly AbilityRow[], isWanted: (channelId: string) => boolean): ByGroup {
  const byGroup: ByGroup = new Map();
  for (const ability of abilities) {
    if (!isWanted(ability.channelId)) continue;
    const byModel = byGroup.get(ability.groupName) ?? new Map<string, AbilityRow[]>();
    byGroup.set(ability.groupName, byModel);
    const rows = byModel.get(ability.model);
    if (rows) rows.push(ability);
    else byModel.set(ability.model, [ability]);
  }
  return byGroup;
}

/** The same maps with each list of rows made into something. */
function mapRows<T>(byGroup: ByGroup, make: (rows: readonly AbilityRow[]) => T): Map<string, Map<string, T>> {
  const made = new Map<string, Map<string, T>>();
  for (const [group, byModel] of byGroup) {
    made.set(group, new Map([...byModel].map(([model, rows]) => [model, make(rows)])));
  }
  return made;
}

/** A channel's own state decides, not the row's: an ability that lags behind must not send requests to a channel that is off. */
function toTiers(abilities: readonly AbilityRow[], channels: ReadonlyMap<string, Channel>): Snapshot["tiers"] {
  const enabled = abilities.filter(({ isEnabled }) => isEnabled);
  return mapRows(
    byGroupAndModel(enabled, (id) => channels.has(id)),
    (rows) => tiersByPriority(rows, channels),
  );
}

function toLeftOut(
  abilities: readonly AbilityRow[],
  reasons: ReadonlyMap<string, LeftOut["reason"]>,
): Snapshot["leftOut"] {
  return mapRows(
    byGroupAndModel(abilities, (id) => reasons.has(id)),
    (rows) =>
      rows.flatMap(({ channelId: id }) => (reasons.has(id) ? [{ id, reason: reasons.get(id) ?? "disabled" }] : [])),
  );
}

function tiersByPriority(rows: readonly AbilityRow[], channels: ReadonlyMap<string, Channel>): Tier[] {
  const byPriority = new Map<number, Candidate[]>();
  for (const { channelId, priority, weight } of rows) {
    const channel = channels.get(channelId);
    if (!channel) continue;
    const tier = byPriority.get(priority);
    if (tier) tier.push({ channel, weight, priority });
    else byPriority.set(priority, [{ channel, weight, priority }]);
  }
  return [...byPriority].sort(([left], [right]) => right - left).map(([, tier]) => tier);
}
