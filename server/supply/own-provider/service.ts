import { revise } from "@/server/configuration/revision/revise";
import { getSetting } from "@/server/configuration/setting/current";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { parseBaseUrl } from "../channel/base-url";
import { keyRowsOf } from "../channel/keys";
import { HEADER_MARK } from "../channel/schema";
import { checkOwnDefinition, historyOf, type OwnProviderDefinition, ownColumnsOf, ownDefinitionOf } from "./definition";
import { findOwnRow, type OwnProviderWithKey, requireOwnProviders } from "./row";
import { type CreateOwnProviderInput, CUSTOM_TYPE, type OwnProviderPatch, type UpdateOwnProviderInput } from "./schema";

/**
 * Brings a provider of one's own, with its key. Throws PRECONDITION_FAILED where the site has that off or one has as many
 * as it allows, CONFLICT (ownProvider.name_taken), BAD_INPUT (ownProvider.*, channel.*), FORBIDDEN (egress.refused).
 */
export async function createOwnProvider(
  ctx: ServiceContext,
  input: CreateOwnProviderInput,
): Promise<{ id: string; name: string; version: number }> {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  requireOwnProviders();
  const { key, ...typed } = input;
  const definition = await checkOwnDefinition(typed);
  if (key === undefined && needsKey(definition.type)) throw keyMissing();
  const id = newId("prv");
  return withTransaction(ctx, async (tx) => {
    // The counter's row puts an account's own saves in order, so that what is counted below stays true.
    await bumpAccountVersion(tx, "access", ownerId);
    await requireRoom(tx, ownerId, definition.name);
    if (definition.isDefault) await clearDefault(tx, ownerId);
    const created = await tx.db.channel.create({
      data: {
        ...ownColumnsOf(definition),
        id,
        ownerId,
        status: definition.isEnabled ? "enabled" : "disabled",
        isOwnerDefault: definition.isDefault,
        createdAt: tx.clock(),
      },
    });
    const [keyRow] = keyRowsOf(id, key === undefined ? [] : [key]);
    if (keyRow) await tx.db.channelKey.create({ data: keyRow });
    const after = historyOf(created, keyRow?.secret ?? null);
    await revise(tx, {
      kind: "channel",
      id,
      label: created.name,
      action: "ownProvider.create",
      before: null,
      after,
      ownerId,
    });
    return { id, name: definition.name, version: created.version };
  });
}

async function requireRoom(tx: ServiceContext, ownerId: string, name: string): Promise<void> {
  const rows = await tx.db.channel.findMany({ where: { ownerId, deletedAt: null }, select: { ownerKey: true } });
  if (rows.some(({ ownerKey }) => ownerKey === name)) {
    throw new AppError("CONFLICT", { reason: "ownProvider.name_taken", meta: { field: "name", name } });
  }
  const limit = getSetting("providers.ownMax");
  if (rows.length >= limit)
    throw new AppError("PRECONDITION_FAILED", { reason: "ownProvider.too_many", meta: { limit } });
}

/**
 * Changes one's own provider; what the patch leaves out stays, the key too. To another address nothing stored is sent: key
 * and headers must be typed anew (ownProvider.key_needed, ownProvider.headers_needed). Throws CONFLICT
 * (common.stale_version) and what createOwnProvider throws.
 */
export async function updateOwnProvider(
  ctx: ServiceContext,
  input: UpdateOwnProviderInput,
): Promise<{ name: string; version: number }> {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  requireOwnProviders();
  const { name, version, patch, reason } = input;
  const row = await findOwnRow(ctx, { ownerId, name });
  if (row.version !== version) throw staleVersion("ownProvider");
  const before = ownDefinitionOf(row);
  const { key, ...changes } = patch;
  const after = await checkOwnDefinition({ ...before, ...defined(changes) }, before);
  requireNothingCarried(row, { before, after, patch });
  return saveOwnProvider(ctx, { row, after, key, reason });
}

/** A key typed for one address must never reach another because somebody else sat at the keyboard. */
function requireNothingCarried(row: OwnProviderWithKey, change: Change): void {
  const { before, after, patch } = change;
  if (parseBaseUrl(after.baseUrl).origin === parseBaseUrl(before.baseUrl).origin) return;
  const hasKey = row.keys.some(({ hint }) => hint !== "");
  if (hasKey && patch.key === undefined) {
    throw new AppError("BAD_INPUT", { reason: "ownProvider.key_needed", meta: { field: "key" } });
  }
  if (Object.values(after.headers).some((value) => HEADER_MARK.test(value))) {
    throw new AppError("BAD_INPUT", { reason: "ownProvider.headers_needed", meta: { field: "headers" } });
  }
}

type Change = { before: OwnProviderDefinition; after: OwnProviderDefinition; patch: OwnProviderPatch };
type Save = {
  row: OwnProviderWithKey;
  after: OwnProviderDefinition;
  key?: string | undefined;
  reason?: string | undefined;
  action?: string;
};

/** Writes a checked definition over the version that was read. Throws CONFLICT (common.stale_version). */
export async function saveOwnProvider(ctx: ServiceContext, save: Save): Promise<{ name: string; version: number }> {
  const { row, after, key, reason, action = "ownProvider.update" } = save;
  const { id, version, ownerId } = row;
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", ownerId);
    const isSwitched = after.isEnabled !== (row.status === "enabled");
    const switched = {
      status: after.isEnabled ? "enabled" : "disabled",
      statusReason: "",
      statusChangedAt: tx.clock(),
    };
    if (after.isDefault && !row.isOwnerDefault) await clearDefault(tx, ownerId);
    const { count } = await tx.db.channel.updateMany({
      where: { id, version, deletedAt: null },
      data: {
        ...ownColumnsOf(after, row),
        ...(isSwitched ? switched : {}),
        isOwnerDefault: after.isDefault,
        version: { increment: 1 },
      },
    });
    if (count === 0) throw staleVersion("ownProvider");
    const secret = await replaceKey(tx, row, { key, isRevived: isSwitched && after.isEnabled });
    const saved = await tx.db.channel.findUniqueOrThrow({ where: { id } });
    const history = { before: historyOf(row, row.keys[0]?.secret ?? null), after: historyOf(saved, secret) };
    const told = { kind: "channel", id, label: saved.name, action, reason, ownerId: ownerId ?? undefined } as const;
    await revise(tx, { ...told, ...history });
    return { name: after.name, version: version + 1 };
  });
}

type KeyChange = { key: string | undefined; isRevived: boolean };

/** Out: the key's encrypted column as it is from now on. Another key, or being switched on by hand, gives it a new start. */
async function replaceKey(tx: ServiceContext, row: OwnProviderWithKey, change: KeyChange): Promise<string | null> {
  const { key, isRevived } = change;
  const [old] = row.keys;
  if (key === undefined) {
    const fresh = { status: "enabled", lastError: "", lastErrorAt: null };
    if (isRevived) await tx.db.channelKey.updateMany({ where: { channelId: row.id }, data: fresh });
    return old?.secret ?? null;
  }
  await tx.db.channelKey.deleteMany({ where: { channelId: row.id } });
  const [created] = keyRowsOf(row.id, [key]);
  if (created) await tx.db.channelKey.create({ data: created });
  return created?.secret ?? null;
}

/** Makes the others stand back; call it before one becomes the default, in the same transaction. */
export async function clearDefault(tx: ServiceContext, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  await tx.db.channel.updateMany({ where: { ownerId, isOwnerDefault: true }, data: { isOwnerDefault: false } });
}

/** Takes one's own provider away, its key and headers for good; logs keep its name. */
export async function deleteOwnProvider(ctx: ServiceContext, input: { name: string }): Promise<void> {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  await withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", ownerId);
    const row = await findOwnRow(tx, { ownerId, name: input.name });
    const before = historyOf(row, row.keys[0]?.secret ?? null);
    // Without its key in the API the name is free again.
    const gone = { deletedAt: tx.clock(), ownerKey: null, isOwnerDefault: false, headers: "" };
    await tx.db.channel.update({ where: { id: row.id }, data: gone });
    await tx.db.channelKey.deleteMany({ where: { channelId: row.id } });
    const told = { kind: "channel", id: row.id, label: row.name, action: "ownProvider.delete", ownerId } as const;
    await revise(tx, { ...told, before, after: null });
  });
}

function needsKey(type: string): boolean {
  return type !== CUSTOM_TYPE;
}

function keyMissing(): AppError {
  return new AppError("BAD_INPUT", { reason: "ownProvider.key_missing", meta: { field: "key" } });
}

function defined<T extends object>(patch: T): { [Field in keyof T]?: Exclude<T[Field], undefined> } {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Field in keyof T]?: Exclude<T[Field], undefined> };
}
