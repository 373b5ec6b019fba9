import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { rebuildAbilities } from "../ability/rebuild";
import { lockChannel } from "./lock";
import type { ChannelRow } from "./row";

const TEXT_LENGTH_MAX = 500;

/**
 * Switches off one upstream key because it is dead; with the last enabled key the channel follows. The caller has
 * decided that the site and the channel want that. What a person decided stays: only `enabled` becomes `auto_disabled`.
 * `reason` is the upstream's words without credentials. Returns what was switched off by this very call.
 */
export async function autoDisableKey(
  ctx: ServiceContext,
  input: { channelKeyId: string; reason: string },
): Promise<"none" | "key" | "channel"> {
  authorize(ctx, "channel.toggle");
  const found = await ctx.db.channelKey.findUnique({
    where: { id: input.channelKeyId },
    select: { channelId: true, channel: { select: { ownerId: true, deletedAt: true } } },
  });
  if (!found || found.channel.deletedAt) return "none";
  const { ownerId } = found.channel;
  const reason = input.reason.slice(0, TEXT_LENGTH_MAX);
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, found.channelId, ownerId);
    const { count } = await tx.db.channelKey.updateMany({
      where: { id: input.channelKeyId, status: "enabled" },
      data: { status: "auto_disabled", lastError: reason, lastErrorAt: tx.clock() },
    });
    if (count === 0) return "none";
    const key = await tx.db.channelKey.findUniqueOrThrow({ where: { id: input.channelKeyId } });
    await audit(tx, {
      action: "channel.autoDisableKey",
      target: { kind: "channel", id: channel.id, label: channel.name },
      before: { hint: key.hint, status: "enabled" },
      after: { hint: key.hint, status: "auto_disabled" },
      reason,
    });
    const left = await tx.db.channelKey.count({ where: { channelId: channel.id, status: "enabled" } });
    const isChannelOff = left === 0 && (await markAutoDisabled(tx, channel, reason));
    await rebuildAbilities(tx, channel.id);
    return isChannelOff ? "channel" : "key";
  });
}

/** Switches off a channel that keeps failing. Same rules as autoDisableKey; returns whether this call did it. */
export async function autoDisableChannel(
  ctx: ServiceContext,
  input: { channelId: string; reason: string },
): Promise<boolean> {
  authorize(ctx, "channel.toggle");
  const where = { id: input.channelId, deletedAt: null };
  const found = await ctx.db.channel.findFirst({ where, select: { ownerId: true } });
  if (!found) return false;
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.channelId, found.ownerId);
    const isOff = await markAutoDisabled(tx, channel, input.reason.slice(0, TEXT_LENGTH_MAX));
    if (isOff) await rebuildAbilities(tx, channel.id);
    return isOff;
  });
}

/**
 * After a passed test: the tested key, and the channel if the system had switched it off, come back when the setting
 * supply.autoEnableEnabled allows it. Never what a person switched off. Returns whether anything came back.
 */
export async function reenableAfterTest(
  ctx: ServiceContext,
  input: { channelId: string; channelKeyId: string; ownerId: string | null },
): Promise<boolean> {
  authorize(ctx, input.ownerId === null ? "channel.test" : "provider.manageOwn");
  if (!getSetting("supply.autoEnableEnabled")) return false;
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.channelId, input.ownerId);
    const { count } = await tx.db.channelKey.updateMany({
      where: { id: input.channelKeyId, channelId: channel.id, status: "auto_disabled" },
      data: { status: "enabled", lastError: "", lastErrorAt: null },
    });
    const isChannelBack = channel.status === "auto_disabled";
    if (count === 0 && !isChannelBack) return false;
    if (isChannelBack) {
      await tx.db.channel.update({
        where: { id: channel.id },
        data: { status: "enabled", statusReason: "", statusChangedAt: tx.clock() },
      });
    }
    await audit(
      { ...tx, actor: { kind: "system", name: "channel test" } },
      {
        action: "channel.autoEnable",
        target: { kind: "channel", id: channel.id, label: channel.name },
        before: { status: channel.status, statusReason: channel.statusReason },
        after: { status: isChannelBack ? "enabled" : channel.status, statusReason: "", revivedKeyCount: count },
      },
    );
    await rebuildAbilities(tx, channel.id);
    return true;
  });
}

async function markAutoDisabled(tx: ServiceContext, channel: ChannelRow, reason: string): Promise<boolean> {
  const { count } = await tx.db.channel.updateMany({
    where: { id: channel.id, status: "enabled" },
    data: { status: "auto_disabled", statusReason: reason, statusChangedAt: tx.clock() },
  });
  if (count === 0) return false;
  await audit(tx, {
    action: "channel.autoDisable",
    target: { kind: "channel", id: channel.id, label: channel.name },
    before: { status: "enabled", statusReason: "" },
    after: { status: "auto_disabled", statusReason: reason },
    reason,
  });
  return true;
}
