import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import type { BulkChange, ChannelPatch } from "./schema";
import { deleteChannel, updateChannel } from "./service";
import { setChannelStatus } from "./status";

const ATTEMPTS_MAX = 3;

/** Makes one change of a bulk to one channel, with all checks of the single verb. Throws what that verb throws. */
export async function changeOneChannel(ctx: ServiceContext, id: string, change: BulkChange): Promise<void> {
  switch (change.kind) {
    case "enable":
      return setChannelStatus(ctx, { id, status: "enabled" });
    case "disable":
      return setChannelStatus(ctx, { id, status: "disabled" });
    case "delete":
      return deleteChannel(ctx, { id });
    case "tag":
      return patchWhatever(ctx, id, { tag: change.tag });
    case "priority":
      return patchWhatever(ctx, id, { priority: change.priority });
    case "weight":
      return patchWhatever(ctx, id, { weight: change.weight });
  }
}

/** A bulk sets one field on whatever version there is: it read no record, so it can overwrite nobody's view of one. */
async function patchWhatever(ctx: ServiceContext, id: string, patch: ChannelPatch): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const row = await ctx.db.channel.findFirst({
      where: { id, ownerId: null, deletedAt: null },
      select: { version: true },
    });
    if (!row) throw notFound("channel");
    try {
      await updateChannel(ctx, { id, version: row.version, patch });
      return;
    } catch (error) {
      const isStale = error instanceof AppError && error.reason === "channel.stale_version";
      if (!isStale || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}
