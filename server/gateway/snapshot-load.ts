import { decryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import { findProvider } from "@/server/providers/registry";
import { readSettings, readStatusMap, readTextMap } from "@/server/supply/channel/stored-json";
import type { Candidate, Channel, ChannelKey, Snapshot, Tier } from "./snapshot";

type ChannelRow = Awaited<ReturnType<typeof readChannels>>[number];
type AbilityRow = { groupName: string; model: string; channelId: string; priority: number; weight: number };

/** Reads channels, keys, abilities, prices and groups. A channel that cannot be used is left out and logged, not fatal. */
export async function loadSnapshot(db: Db): Promise<Snapshot> {
  const [rows, abilities, prices, groups] = await Promise.all([
    readChannels(db),
    db.ability.findMany({ where: { isEnabled: true } }),
    db.modelPrice.findMany(),
    db.group.findMany({ select: { name: true, ratio: true } }),
  ]);
  const channels = new Map<string, Channel>();
  for (const row of rows) {
    const channel = toChannel(row);
    if (channel) channels.set(channel.id, channel);
  }
  return {
    tiers: toTiers(abilities, channels),
    prices: new Map(prices.map((price) => [price.model, price])),
    ratios: new Map(groups.map((group) => [group.name, group.ratio])),
  };
}

function readChannels(db: Db) {
  return db.channel.findMany({
    where: { status: "enabled", deletedAt: null },
    include: { keys: { orderBy: { position: "asc" } } },
  });
}

function toChannel(row: ChannelRow): Channel | null {
  const provider = findProvider(row.provider);
  const settings = provider?.settingsSchema.safeParse(readSettings(row.settings));
  if (!provider || !settings?.success) {
    logger.warn({ channelId: row.id, provider: row.provider }, "a channel cannot be used: its provider or settings");
    return null;
  }
  const keys = toKeys(row);
  if (keys.length === 0) return null;
  return {
    id: row.id,
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
  };
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

function toTiers(abilities: readonly AbilityRow[], channels: ReadonlyMap<string, Channel>): Snapshot["tiers"] {
  const byGroup = new Map<string, Map<string, AbilityRow[]>>();
  for (const ability of abilities) {
    if (!channels.has(ability.channelId)) continue;
    const byModel = byGroup.get(ability.groupName) ?? new Map<string, AbilityRow[]>();
    byGroup.set(ability.groupName, byModel);
    const rows = byModel.get(ability.model);
    if (rows) rows.push(ability);
    else byModel.set(ability.model, [ability]);
  }
  const tiers = new Map<string, Map<string, readonly Tier[]>>();
  for (const [group, byModel] of byGroup) {
    tiers.set(group, new Map([...byModel].map(([model, rows]) => [model, tiersByPriority(rows, channels)])));
  }
  return tiers;
}

function tiersByPriority(rows: readonly AbilityRow[], channels: ReadonlyMap<string, Channel>): Tier[] {
  const byPriority = new Map<number, Candidate[]>();
  for (const { channelId, priority, weight } of rows) {
    const channel = channels.get(channelId);
    if (!channel) continue;
    const tier = byPriority.get(priority);
    if (tier) tier.push({ channel, weight });
    else byPriority.set(priority, [{ channel, weight }]);
  }
  return [...byPriority].sort(([left], [right]) => right - left).map(([, tier]) => tier);
}
