import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { encryptSecret, sha256Hex } from "@/server/kernel/crypto";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { rebuildAbilities } from "../ability/rebuild";
import { readChannelContent, reviseChannel } from "./content";
import { lockChannel } from "./lock";
import { type AddKeysInput, CHANNEL_KEYS_MAX, type ReplaceKeyInput, type SetKeyStatusInput } from "./schema";

const HINT_PART_LENGTH = 4;
/** A shorter key shown by its ends would be half known. */
const HINT_KEY_LENGTH_MIN = 16;

/** The part of a key that people may see: its first and last four characters. */
export function upstreamKeyHint(key: string): string {
  if (key.length < HINT_KEY_LENGTH_MIN) return key === "" ? "" : `…${key.slice(-2)}`;
  return `${key.slice(0, HINT_PART_LENGTH)}…${key.slice(-HINT_PART_LENGTH)}`;
}

/** Rows for new keys of a channel. An empty list becomes one empty key: the upstream asks for none. */
export function keyRowsOf(channelId: string, keys: readonly string[], firstPosition = 0) {
  const distinct = [...new Set(keys.length === 0 ? [""] : keys)];
  return distinct.map((key, index) => ({
    id: newId("cky"),
    channelId,
    position: firstPosition + index,
    secret: encryptSecret(key),
    hash: sha256Hex(key),
    hint: upstreamKeyHint(key),
  }));
}

/**
 * Adds upstream keys to a channel; those it has already are left out. An empty key, which stood for "none needed", goes.
 * Returns how many were added. Throws STEP_UP_REQUIRED, NOT_FOUND, BAD_INPUT (channel.keys_too_many).
 */
export async function addChannelKeys(ctx: ServiceContext, input: AddKeysInput): Promise<{ addedCount: number }> {
  authorize(ctx, "channel.manage");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.channelId);
    const before = await readChannelContent(tx, channel.id);
    const present = await tx.db.channelKey.findMany({ where: { channelId: channel.id } });
    const known = new Set(present.map((key) => key.hash));
    const position = Math.max(-1, ...present.map((key) => key.position)) + 1;
    const rows = keyRowsOf(channel.id, input.keys, position).filter((row) => !known.has(row.hash));
    if (present.length + rows.length > CHANNEL_KEYS_MAX) {
      throw new AppError("BAD_INPUT", { reason: "channel.keys_too_many", meta: { limit: CHANNEL_KEYS_MAX } });
    }
    await tx.db.channelKey.deleteMany({ where: { channelId: channel.id, hash: sha256Hex("") } });
    if (rows.length > 0) await tx.db.channelKey.createMany({ data: rows });
    const audited = { before: null, after: { added: rows.map((row) => row.hint) } };
    await reviseChannel(tx, { id: channel.id, action: "channel.addKeys", before, audited });
    await rebuildAbilities(tx, channel.id);
    return { addedCount: rows.length };
  });
}

/** Removes one key for good. The last key of a channel cannot go. */
export async function removeChannelKey(ctx: ServiceContext, input: { id: string }): Promise<void> {
  authorize(ctx, "channel.manage");
  await requireStepUp(ctx);
  await changeKey(ctx, { id: input.id, action: "channel.removeKey" }, async (tx, key) => {
    const others = await tx.db.channelKey.count({ where: { channelId: key.channelId, id: { not: key.id } } });
    if (others === 0) throw new AppError("PRECONDITION_FAILED", { reason: "channel.last_key" });
    await tx.db.channelKey.delete({ where: { id: key.id } });
    return null;
  });
}

/** Puts a new secret in the place of an old one and lets the key work again. Throws CONFLICT when the channel has it already. */
export async function replaceChannelKey(ctx: ServiceContext, input: ReplaceKeyInput): Promise<void> {
  authorize(ctx, "channel.manage");
  await requireStepUp(ctx);
  await changeKey(ctx, { id: input.id, action: "channel.replaceKey" }, async (tx, key) => {
    const hash = sha256Hex(input.key);
    const double = await tx.db.channelKey.count({ where: { channelId: key.channelId, hash, id: { not: key.id } } });
    if (double > 0) throw new AppError("CONFLICT", { reason: "channel.key_double" });
    const hint = upstreamKeyHint(input.key);
    const status = key.status === "auto_disabled" ? "enabled" : key.status;
    await tx.db.channelKey.update({
      where: { id: key.id },
      data: { secret: encryptSecret(input.key), hash, hint, status, lastError: "", lastErrorAt: null },
    });
    return { hint, status, secret: "replaced" };
  });
}

/** Switches one key on or off by hand. What a person switched off, no test switches on. */
export async function setChannelKeyStatus(ctx: ServiceContext, input: SetKeyStatusInput): Promise<void> {
  authorize(ctx, "channel.toggle");
  const action = input.status === "enabled" ? "channel.enableKey" : "channel.disableKey";
  await changeKey(ctx, { id: input.id, action }, async (tx, key) => {
    const cleared = input.status === "enabled" ? { lastError: "", lastErrorAt: null } : {};
    await tx.db.channelKey.update({ where: { id: key.id }, data: { status: input.status, ...cleared } });
    return { hint: key.hint, status: input.status };
  });
}

type KeyState = { id: string; channelId: string; hint: string; status: string };
type KeyChange = (tx: ServiceContext, key: KeyState) => Promise<object | null>;

async function changeKey(ctx: ServiceContext, what: { id: string; action: string }, change: KeyChange): Promise<void> {
  const found = await ctx.db.channelKey.findUnique({ where: { id: what.id }, select: { channelId: true } });
  if (!found) throw notFound("channelKey");
  await withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, found.channelId);
    const key = await tx.db.channelKey.findUnique({ where: { id: what.id } });
    if (!key) throw notFound("channelKey");
    const before = await readChannelContent(tx, channel.id);
    const after = await change(tx, key);
    const audited = { before: { hint: key.hint, status: key.status }, after };
    await reviseChannel(tx, { id: channel.id, action: what.action, before, audited });
    await rebuildAbilities(tx, channel.id);
  });
}
