import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { rebuildAbilities } from "../ability/rebuild";
import { readChannelContent, reviseChannel } from "./content";
import {
  type ChannelDefinition,
  checkDefinition,
  columnsOf,
  definitionFromInput,
  definitionOf,
  sendsKeysElsewhere,
} from "./definition";
import { keyRowsOf } from "./keys";
import { lockChannel } from "./lock";
import type { ApplyModelsInput, ChannelReasonInput, CreateChannelInput, UpdateChannelInput } from "./schema";

const NAME_LENGTH_MAX = 64;

/**
 * Creates a channel with its keys and abilities. Throws BAD_INPUT (channel.*, egress.*) and FORBIDDEN (egress.refused)
 * for an address the site keeps shut.
 */
export async function createChannel(ctx: ServiceContext, input: CreateChannelInput): Promise<{ id: string }> {
  authorize(ctx, "channel.manage");
  const definition = await checkDefinition(ctx, definitionFromInput(input));
  if (input.keys.length === 0 && definition.provider !== "openai") {
    throw new AppError("BAD_INPUT", { reason: "channel.key_missing" });
  }
  const id = newId("chn");
  await withTransaction(ctx, async (tx) => {
    const data = { ...columnsOf(definition), id, status: input.status, createdAt: tx.clock() };
    await tx.db.channel.create({ data });
    await tx.db.channelKey.createMany({ data: keyRowsOf(id, input.keys) });
    await reviseChannel(tx, { id, action: "channel.create", before: null });
    await rebuildAbilities(tx, id);
  });
  return { id };
}

/**
 * Changes fields of a channel's definition; what the patch leaves out stays. Throws CONFLICT (channel.stale_version, with
 * who changed which fields meanwhile), and STEP_UP_REQUIRED before stored keys are sent to another address or through another proxy.
 */
export async function updateChannel(ctx: ServiceContext, input: UpdateChannelInput): Promise<{ version: number }> {
  authorize(ctx, "channel.manage");
  const row = await ctx.db.channel.findFirst({ where: { id: input.id, ownerId: null, deletedAt: null } });
  if (!row) throw notFound("channel");
  if (row.version !== input.version) throw await staleChannel(ctx, input.id);
  const before = definitionOf(row);
  const after = await checkDefinition(ctx, { ...before, ...definedFields(input.patch) }, before);
  if (sendsKeysElsewhere(after, row)) await requireStepUp(ctx);
  const columns = columnsOf(after, row);
  return withTransaction(ctx, async (tx) => {
    await lockChannel(tx, input.id);
    const content = await readChannelContent(tx, input.id);
    // The version in the condition: of two editors who read the same state, one wins and the other is told.
    const { count } = await tx.db.channel.updateMany({
      where: { id: input.id, ownerId: null, version: input.version, deletedAt: null },
      data: { ...columns, version: { increment: 1 } },
    });
    if (count === 0) throw await staleChannel(tx, input.id);
    await reviseChannel(tx, { id: input.id, action: "channel.update", before: content, reason: input.reason });
    await rebuildAbilities(tx, input.id);
    return { version: input.version + 1 };
  });
}

/** Adds and removes model names after a look at what the upstream has. Same errors as updateChannel. */
export async function applyChannelModels(ctx: ServiceContext, input: ApplyModelsInput): Promise<{ version: number }> {
  authorize(ctx, "channel.manage");
  const row = await ctx.db.channel.findFirst({ where: { id: input.id, ownerId: null, deletedAt: null } });
  if (!row) throw notFound("channel");
  const removed = new Set(input.remove);
  const models = [...new Set([...definitionOf(row).models.filter((model) => !removed.has(model)), ...input.add])];
  if (models.length === 0) throw new AppError("BAD_INPUT", { reason: "channel.models_missing" });
  return updateChannel(ctx, { id: input.id, version: input.version, patch: { models } });
}

/** Copies a channel with its keys. The copy starts disabled, so that nobody's traffic moves by a click on "clone". */
export async function cloneChannel(
  ctx: ServiceContext,
  input: { id: string; name?: string | undefined },
): Promise<{ id: string }> {
  authorize(ctx, "channel.manage");
  const row = await ctx.db.channel.findFirst({
    where: { id: input.id, ownerId: null, deletedAt: null },
    include: { keys: true },
  });
  if (!row) throw notFound("channel");
  const name = (input.name ?? `${row.name} (2)`).slice(0, NAME_LENGTH_MAX);
  const definition: ChannelDefinition = { ...definitionOf(row), name };
  const id = newId("chn");
  await withTransaction(ctx, async (tx) => {
    await tx.db.channel.create({
      data: { ...columnsOf(definition, row), id, status: "disabled", createdAt: tx.clock() },
    });
    const keys = row.keys.map(({ position, secret, hash, hint }) => ({ position, secret, hash, hint }));
    await tx.db.channelKey.createMany({ data: keys.map((key) => ({ ...key, id: newId("cky"), channelId: id })) });
    const copy = { ...definition, status: "disabled", copyOf: row.id };
    await reviseChannel(tx, { id, action: "channel.clone", before: null, audited: { before: null, after: copy } });
    await rebuildAbilities(tx, id);
  });
  return { id };
}

/** Takes a channel away from routing and lists; its logs stay and it can be restored. Running requests end in peace. */
export async function deleteChannel(ctx: ServiceContext, input: ChannelReasonInput): Promise<void> {
  authorize(ctx, "channel.manage");
  await withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.id);
    const before = await readChannelContent(tx, channel.id);
    await tx.db.channel.update({ where: { id: channel.id }, data: { deletedAt: tx.clock() } });
    await reviseChannel(tx, {
      id: channel.id,
      action: "channel.delete",
      before,
      isGone: true,
      reason: input.reason,
      audited: { before: { isDeleted: false }, after: { isDeleted: true } },
    });
    await rebuildAbilities(tx, channel.id);
  });
}

/** Brings a deleted channel back with the status it had. */
export async function restoreChannel(ctx: ServiceContext, input: ChannelReasonInput): Promise<void> {
  authorize(ctx, "channel.manage");
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.db.channel.updateMany({
      where: { id: input.id, ownerId: null, deletedAt: { not: null } },
      data: { deletedAt: null },
    });
    if (count === 0) throw notFound("channel");
    const channel = await lockChannel(tx, input.id);
    await reviseChannel(tx, {
      id: channel.id,
      action: "channel.restore",
      before: null,
      reason: input.reason,
      audited: { before: { isDeleted: true }, after: { isDeleted: false } },
    });
    await rebuildAbilities(tx, channel.id);
  });
}

function definedFields<T extends object>(patch: T): { [Field in keyof T]?: Exclude<T[Field], undefined> } {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Field in keyof T]?: Exclude<T[Field], undefined> };
}

/** Says who was faster and what they changed, as far as the audit trail knows. */
async function staleChannel(ctx: ServiceContext, id: string): Promise<AppError> {
  const last = await ctx.db.auditEvent.findFirst({
    where: { targetKind: "channel", targetId: id, action: { in: ["channel.update"] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const changes: { path: string }[] = last ? JSON.parse(last.changes) : [];
  return new AppError("CONFLICT", {
    reason: "channel.stale_version",
    meta: { by: last?.actorName ?? "", fields: changes.map((change) => change.path).join(", ") },
  });
}
