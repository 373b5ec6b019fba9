import type { Group } from "@/prisma/generated/sqlite/client";
import { revise } from "@/server/configuration/revision/revise";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { openedGroups } from "@/server/money/subscription/opened-groups";
import { canonicalDecimal } from "@/server/supply/price/decimal";
import { isPriceJump } from "@/server/supply/price/price-jump";
import {
  DEFAULT_GROUP,
  type GroupContent,
  type GroupCreateInput,
  type GroupDeleteInput,
  type GroupUpdateInput,
} from "./schema";
import { countGroupUsage, findGroupMembers, type GroupUsage } from "./usage";

/** More groups than this nobody can tell apart. */
const GROUPS_MAX = 500;

export type GroupView = ReturnType<typeof toGroupView>;

function toGroupView(row: Group, usage: GroupUsage) {
  const { name, displayName, description, ratio, isSelectable, version, createdAt, updatedAt } = row;
  return { name, displayName, description, ratio, isSelectable, version, createdAt, updatedAt, ...usage };
}

/** All groups by name, "default" first, with how many accounts, tokens and channels are in each. */
export async function listGroups(ctx: ServiceContext): Promise<GroupView[]> {
  authorize(ctx, "group.read");
  const [rows, usageOf] = await Promise.all([
    ctx.db.group.findMany({ orderBy: { name: "asc" }, take: GROUPS_MAX }),
    countGroupUsage(ctx),
  ]);
  const views = rows.map((row) => toGroupView(row, usageOf(row.name)));
  return views.sort((a, b) => Number(b.name === DEFAULT_GROUP) - Number(a.name === DEFAULT_GROUP));
}

export type GroupChoice = { name: string; displayName: string; description: string; ratio: string; isHome: boolean };

/**
 * The groups a token may be put in: the owner's own, those open to all, and those the owner's subscriptions open; for
 * administrators every group.
 * `isHome` marks the one that holds when none is chosen.
 */
export async function listGroupChoices(
  ctx: ServiceContext,
  input: { userId?: string | undefined },
): Promise<GroupChoice[]> {
  authorize(ctx, "token.readOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) authorize(ctx, "token.readAny");
  const owner = await ctx.db.user.findUnique({ where: { id: userId }, select: { groupName: true } });
  if (!owner) throw notFound("user");
  const isOpen = isAllowed(ctx, "token.manageAny");
  const rows = await ctx.db.group.findMany({
    where: isOpen
      ? {}
      : { OR: [{ name: { in: [owner.groupName, ...(await openedGroups(ctx, userId))] } }, { isSelectable: true }] },
    orderBy: { name: "asc" },
    take: GROUPS_MAX,
  });
  return rows.map(({ name, displayName, description, ratio }) => ({
    name,
    displayName,
    description,
    ratio,
    isHome: name === owner.groupName,
  }));
}

/** Makes a group. Throws CONFLICT (group.name_taken). */
export async function createGroup(ctx: ServiceContext, input: GroupCreateInput): Promise<{ name: string }> {
  authorize(ctx, "group.manage");
  const { reason, ...fields } = input;
  const data = { ...fields, ratio: canonicalDecimal(input.ratio) };
  try {
    return await withTransaction(ctx, async (tx) => {
      await tx.db.group.create({ data });
      await bumpStateVersion(tx, "price");
      await revise(tx, { ...objectOf(data), action: "group.create", before: null, after: groupContent(data), reason });
      return { name: data.name };
    });
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", {
      reason: "group.name_taken",
      meta: { field: "name", name: input.name },
      cause: error,
    });
  }
}

/**
 * Changes the fields given. A ratio holds for requests that start after it. Throws CONFLICT for a stale version,
 * PRECONDITION_FAILED (price.jump) when the ratio moves tenfold or more and nobody said that this is meant.
 */
export async function updateGroup(ctx: ServiceContext, input: GroupUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "group.manage");
  const { name, version, isJumpConfirmed, reason, ...changes } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findGroup(tx, name);
    const ratio = changes.ratio === undefined ? row.ratio : canonicalDecimal(changes.ratio);
    if (!isJumpConfirmed && isPriceJump(row.ratio, ratio)) {
      throw new AppError("PRECONDITION_FAILED", { reason: "price.jump", meta: { before: row.ratio, after: ratio } });
    }
    const after = {
      displayName: changes.displayName ?? row.displayName,
      description: changes.description ?? row.description,
      isSelectable: changes.isSelectable ?? row.isSelectable,
      ratio,
    };
    const { count } = await tx.db.group.updateMany({
      where: { name, version },
      data: { ...after, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("group");
    await bumpStateVersion(tx, "price");
    const object = objectOf({ name, displayName: after.displayName });
    await revise(tx, { ...object, action: "group.update", before: groupContent(row), after, reason });
    return { version: version + 1 };
  });
}

/**
 * Deletes a group nobody is in. Throws PRECONDITION_FAILED: group.default_stays for "default", group.in_use with the
 * counts and a few names for one that accounts, tokens or channels are in.
 */
export async function deleteGroup(ctx: ServiceContext, input: GroupDeleteInput): Promise<void> {
  authorize(ctx, "group.manage");
  const { name, version, reason } = input;
  if (name === DEFAULT_GROUP) throw new AppError("PRECONDITION_FAILED", { reason: "group.default_stays" });
  await withTransaction(ctx, async (tx) => {
    const row = await findGroup(tx, name);
    const { count } = await tx.db.group.deleteMany({ where: { name, version } });
    if (count === 0) throw staleVersion("group");
    const { names, ...counts } = await findGroupMembers(tx, name);
    if (counts.userCount + counts.tokenCount + counts.channelCount > 0) {
      throw new AppError("PRECONDITION_FAILED", {
        reason: "group.in_use",
        meta: { ...counts, names: names.join(", ") },
      });
    }
    await bumpStateVersion(tx, "price");
    await revise(tx, { ...objectOf(row), action: "group.delete", before: groupContent(row), after: null, reason });
  });
}

async function findGroup(tx: ServiceContext, name: string): Promise<Group> {
  const row = await tx.db.group.findUnique({ where: { name } });
  if (!row) throw notFound("group");
  return row;
}

function objectOf(group: { name: string; displayName: string }) {
  return { kind: "group" as const, id: group.name, label: group.displayName };
}

/** A group as its history keeps it. */
export function groupContent(row: GroupContent): GroupContent {
  const { displayName, description, isSelectable, ratio } = row;
  return { displayName, description, isSelectable, ratio };
}
