import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { AppError, notFound } from "@/server/kernel/errors";
import type { ChannelRow } from "../channel/row";

/** A provider and the one key it has; an upstream that asks for none has an empty one. */
export type OwnProviderWithKey = ChannelRow & { keys: Awaited<ReturnType<Db["channelKey"]["findMany"]>> };

/** Whose and which; never a row of the site's or of somebody else's. */
export type OwnProviderOf = { ownerId: string; name: string };

/** A customer's provider by its name. Throws NOT_FOUND. */
export async function findOwnRow(ctx: ServiceContext, { ownerId, name }: OwnProviderOf): Promise<OwnProviderWithKey> {
  const row = await ctx.db.channel.findFirst({
    where: { ownerId, ownerKey: name, deletedAt: null },
    include: { keys: true },
  });
  if (!row) throw notFound("ownProvider");
  return row;
}

/** Throws PRECONDITION_FAILED where the site does not let customers bring providers. */
export function requireOwnProviders(): void {
  if (!getSetting("providers.ownEnabled"))
    throw new AppError("PRECONDITION_FAILED", { reason: "ownProvider.switched_off" });
}
