import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { rebuildAbilities } from "../ability/rebuild";
import { type ChannelContent, readChannelContent, reviseChannel } from "./content";
import { type ChannelDefinition, checkDefinition, columnsOf, definitionOf, sendsKeysElsewhere } from "./definition";
import type { ChannelRow } from "./row";
import { reviveKeys } from "./status";

type Put = { id: string; content: ChannelContent; reason: string };

/**
 * Makes a channel of the site be what a content says, in the caller's transaction: it is changed, brought back from deletion
 * or made anew under that id. Its keys and the values of its headers stay as they are; a new one, which has no key, is
 * disabled. Addresses are checked by whoever opened the transaction. Throws BAD_INPUT (channel.*), NOT_FOUND for a customer's
 * own, and STEP_UP_REQUIRED before stored keys are sent to another address.
 */
export async function putChannel(tx: ServiceContext, { id, content, reason }: Put): Promise<void> {
  authorize(tx, "channel.manage");
  if (!tx.tx) throw new AppError("INTERNAL", { message: "a channel is put in the transaction of a change" });
  const { status, upstreamKeys: _marks, ...wanted } = content;
  const row = await lockAny(tx, id);
  const before = row?.deletedAt === null ? await readChannelContent(tx, id) : null;
  const definition = await checkDefinition(tx, wanted, row ? definitionOf(row) : undefined);
  if (row === null) await insertWithoutKeys(tx, id, definition);
  else await overwrite(tx, row, { definition, status });
  const action = row === null ? "channel.create" : before === null ? "channel.restore" : "channel.update";
  await reviseChannel(tx, { id, action, before, reason });
  await rebuildAbilities(tx, id);
}

/** A channel's row, deleted ones too, locked for the rest of the transaction; null when there is none. */
async function lockAny(tx: ServiceContext, id: string): Promise<ChannelRow | null> {
  const { count } = await tx.db.channel.updateMany({ where: { id, ownerId: null }, data: { updatedAt: tx.clock() } });
  const row = await tx.db.channel.findUnique({ where: { id } });
  if (count === 0 && row !== null) throw notFound("channel");
  return row;
}

async function insertWithoutKeys(tx: ServiceContext, id: string, definition: ChannelDefinition): Promise<void> {
  await tx.db.channel.create({ data: { ...columnsOf(definition), id, status: "disabled", createdAt: tx.clock() } });
}

type Wanted = { definition: ChannelDefinition; status: ChannelContent["status"] };

async function overwrite(tx: ServiceContext, row: ChannelRow, { definition, status }: Wanted): Promise<void> {
  if (sendsKeysElsewhere(definition, row)) await requireStepUp(tx);
  // What the system switched off counts as enabled: only a person's other decision changes it.
  const isSwitched = (row.status === "disabled") !== (status === "disabled");
  const switched = isSwitched ? { status, statusReason: "", statusChangedAt: tx.clock() } : {};
  await tx.db.channel.update({
    where: { id: row.id },
    data: { ...columnsOf(definition, row), ...switched, deletedAt: null, version: { increment: 1 } },
  });
  if (isSwitched && status === "enabled") await reviveKeys(tx, row.id);
}
