import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import type { ChannelRow } from "./row";

/**
 * Locks a channel's row for the rest of the transaction and reads it: call it before any other read there. Changes of one
 * channel's keys, status and definition then happen one after the other, and its abilities follow from what is stored.
 * A customer's own provider is found by its owner alone: the verbs of the site's channels never get hold of one.
 * Throws NOT_FOUND for a channel that is not there or deleted.
 */
export async function lockChannel(tx: ServiceContext, id: string, ownerId: string | null = null): Promise<ChannelRow> {
  const { count } = await tx.db.channel.updateMany({
    where: { id, ownerId, deletedAt: null },
    data: { updatedAt: tx.clock() },
  });
  if (count === 0) throw notFound("channel");
  return tx.db.channel.findUniqueOrThrow({ where: { id } });
}
