import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { rebuildAbilities } from "../ability/rebuild";
import { readChannelContent, reviseChannel } from "./content";
import { lockChannel } from "./lock";
import type { SetChannelStatusInput } from "./schema";

/**
 * Switches a channel on or off by hand. Off drains it: requests that run go on to their end, new ones go elsewhere.
 * On also lets keys work again that the system had switched off; keys that a person switched off stay off.
 */
export async function setChannelStatus(ctx: ServiceContext, input: SetChannelStatusInput): Promise<void> {
  authorize(ctx, "channel.toggle");
  await withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.id);
    const before = await readChannelContent(tx, channel.id);
    const isOn = input.status === "enabled";
    const statusReason = isOn ? "" : (input.reason ?? "");
    await tx.db.channel.update({
      where: { id: channel.id },
      data: { status: input.status, statusReason, statusChangedAt: tx.clock() },
    });
    const revived = isOn ? await reviveKeys(tx, channel.id) : 0;
    await reviseChannel(tx, {
      id: channel.id,
      action: isOn ? "channel.enable" : "channel.disable",
      before,
      reason: input.reason,
      audited: {
        before: { status: channel.status, statusReason: channel.statusReason },
        after: { status: input.status, statusReason, ...(revived > 0 ? { revivedKeyCount: revived } : {}) },
      },
    });
    await rebuildAbilities(tx, channel.id);
  });
}

/** Lets a channel's keys work again that the system had switched off. Returns how many. */
export async function reviveKeys(tx: ServiceContext, channelId: string): Promise<number> {
  const { count } = await tx.db.channelKey.updateMany({
    where: { channelId, status: "auto_disabled" },
    data: { status: "enabled", lastError: "", lastErrorAt: null },
  });
  return count;
}
