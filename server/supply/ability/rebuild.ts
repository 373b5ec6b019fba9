import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { bumpStateVersion } from "@/server/kernel/state-version";
import type { ChannelRow } from "../channel/row";
import { readTextList } from "../channel/stored-json";
import { type AbilityRow, abilityRowsOf, compareAbilities } from "./definition";

/** Below the parameter limits of all three databases with seven columns a row. */
const ROWS_A_STATEMENT = 100;

/**
 * Brings a channel's abilities in line with its definition, in the transaction of the change, and lets the gateways know.
 * Rows that stay are changed in place, so that a reader between two statements never finds the channel gone.
 * The channel's row must have been written or locked before in this transaction: that puts editors of one channel in order.
 */
export async function rebuildAbilities(tx: ServiceContext, channelId: string): Promise<void> {
  if (!tx.tx) throw new AppError("INTERNAL", { message: "abilities are rebuilt in the transaction of the change" });
  const channel = await tx.db.channel.findUniqueOrThrow({ where: { id: channelId } });
  // A customer's own provider has no abilities, which are everybody's, and is in memory with its owner's keys alone.
  if (channel.ownerId !== null) return bumpAccountVersion(tx, "access", channel.ownerId);
  const wanted = await wantedRows(tx, channel);
  const current = await tx.db.ability.findMany({ where: { channelId } });
  const { added, removed, isRestChanged } = compareAbilities(current, wanted);
  const [sample] = wanted;
  if (isRestChanged && sample) {
    const { isEnabled, priority, weight, tag } = sample;
    await tx.db.ability.updateMany({ where: { channelId }, data: { isEnabled, priority, weight, tag } });
  }
  for (const part of chunks(added)) await tx.db.ability.createMany({ data: part });
  for (const part of chunks(removed)) {
    const rows = part.map(({ groupName, model }) => ({ groupName, model }));
    await tx.db.ability.deleteMany({ where: { channelId, OR: rows } });
  }
  await bumpStateVersion(tx, "supply");
}

async function wantedRows(tx: ServiceContext, channel: ChannelRow): Promise<AbilityRow[]> {
  const { id: channelId } = channel;
  const enabledKeys = await tx.db.channelKey.count({ where: { channelId, status: "enabled" } });
  return abilityRowsOf({
    channelId,
    status: channel.status,
    isDeleted: channel.deletedAt !== null,
    hasEnabledKey: enabledKeys > 0,
    models: readTextList(channel.models),
    groups: readTextList(channel.groups),
    priority: channel.priority,
    weight: channel.weight,
    tag: channel.tag,
  });
}

function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    parts.push(rows.slice(from, from + ROWS_A_STATEMENT));
  return parts;
}
