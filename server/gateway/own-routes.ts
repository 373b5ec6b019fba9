import { deriveKey } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { env } from "@/server/kernel/env";
import { readTextList } from "@/server/supply/channel/stored-json";
import type { OwnProviderFeature, OwnProviderPolicy } from "@/server/supply/own-provider/schema";
import type { Candidate, Channel, LeftOut, Tier } from "./snapshot";
import { type ChannelRow, toChannel } from "./snapshot-load";

/** An account's own providers as its requests choose between them; kept with its keys, so they cost nothing until it calls. */
export type OwnRoutes = {
  policy: Exclude<OwnProviderPolicy, "never">;
  /** Model → tiers, those asked first at the head. */
  tiers: ReadonlyMap<string, readonly Tier[]>;
  leftOut: ReadonlyMap<string, readonly LeftOut[]>;
  /** Channel id → what it can do; absent: everything. */
  features: ReadonlyMap<string, ReadonlySet<OwnProviderFeature>>;
};

export type OwnChannelRow = ChannelRow;

/** Marks what we send to a customer's provider, so that one which leads back to us is not asked again and again. */
export const LOOP_HEADER = "x-gatehouse-via";
let loopMarkText: string | undefined;

/** Of this installation alone: another one may well be somebody's provider. */
export function loopMark(): string {
  loopMarkText ??= deriveKey(env.secrets[0], "own-provider-loop").toString("hex").slice(0, 16);
  return loopMarkText;
}

/** Reads the providers of accounts. Out: by account. */
export async function readOwnChannels(db: Db, ownerIds: readonly string[]): Promise<Map<string, OwnChannelRow[]>> {
  if (ownerIds.length === 0) return new Map();
  const rows = await db.channel.findMany({
    where: { ownerId: { in: [...ownerIds] }, deletedAt: null },
    include: { keys: { orderBy: { position: "asc" } } },
    orderBy: { id: "asc" },
  });
  return Map.groupBy(rows, ({ ownerId }) => ownerId ?? "");
}

/** An account's own providers. Null: its requests go to the site's channels alone. */
export function toOwnRoutes(ownProviders: string, rows: readonly OwnChannelRow[]): OwnRoutes | null {
  const policy = ownProviders as OwnProviderPolicy;
  if (policy === "never" || (rows.length === 0 && policy !== "only")) return null;
  const usable: Usable[] = [];
  const leftOut = new Map<string, LeftOut[]>();
  for (const row of rows) {
    const channel = row.status === "enabled" ? toChannel(row) : switchedOff(row.status);
    const models = readTextList(row.models);
    if (typeof channel === "string") {
      for (const model of models) leftOut.set(model, [...(leftOut.get(model) ?? []), { id: row.id, reason: channel }]);
    } else usable.push(usableOf(channel, { row, models }));
  }
  return { policy, tiers: tiersByModel(usable), leftOut, features: featuresOf(usable) };
}

function switchedOff(status: string): LeftOut["reason"] {
  return status === "auto_disabled" ? "auto_disabled" : "disabled";
}

type Usable = { channel: Channel; models: readonly string[]; priority: number; isDefault: boolean; features: string[] };
/** Its name in the API is a model name too, which stands for its default model. */
function usableOf(channel: Channel, { row, models }: { row: OwnChannelRow; models: string[] }): Usable {
  const { ownerKey: name, defaultModel, priority, isOwnerDefault: isDefault } = row;
  const headers = { ...channel.headers, [LOOP_HEADER]: loopMark() };
  const isAlias = name !== null && defaultModel !== null && !models.includes(name);
  const modelMapping = isAlias ? new Map([...channel.modelMapping, [name, defaultModel]]) : channel.modelMapping;
  return {
    channel: { ...channel, isOwn: true, headers, modelMapping },
    models: isAlias ? [...models, name] : models,
    priority,
    isDefault,
    features: readTextList(row.features),
  };
}

function tiersByModel(usable: readonly Usable[]): OwnRoutes["tiers"] {
  const sorted = [...usable].sort(
    (left, right) => right.priority - left.priority || Number(right.isDefault) - Number(left.isDefault),
  );
  const tiers = new Map<string, { rank: string; candidates: Candidate[] }[]>();
  for (const { channel, models, priority, isDefault } of sorted) {
    const rank = `${priority}|${isDefault}`;
    const candidate = { channel, priority, weight: 1 };
    for (const model of new Set(models)) {
      const ofModel = tiers.get(model) ?? [];
      tiers.set(model, ofModel);
      const last = ofModel.at(-1);
      if (last?.rank === rank) last.candidates.push(candidate);
      else ofModel.push({ rank, candidates: [candidate] });
    }
  }
  return new Map([...tiers].map(([model, ofModel]) => [model, ofModel.map(({ candidates }) => candidates)]));
}

function featuresOf(usable: readonly Usable[]): OwnRoutes["features"] {
  const limited = usable.filter(({ features }) => features.length > 0);
  return new Map(limited.map(({ channel, features }) => [channel.id, new Set(features as OwnProviderFeature[])]));
}
