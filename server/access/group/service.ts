import type { Group } from "@/prisma/generated/sqlite/client";
import { revise } from "@/server/configuration/revision/revise";
import { getSetting } from "@/server/configuration/setting/current";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { canonicalDecimal } from "@/server/supply/price/decimal";
import { isPriceJump } from "@/server/supply/price/price-jump";
import { groupContent, storedRules } from "./row";
import {
  DEFAULT_GROUP,
  GROUPS_MAX,
  type GroupContent,
  type GroupCreateInput,
  type GroupDeleteInput,
  type GroupUpdateInput,
} from "./schema";
import { ratioFor } from "./usable";
import { countGroupUsage, findGroupMembers, findGroupMentions, type GroupUsage } from "./usage";

export type GroupView = ReturnType<typeof toGroupView>;

function toGroupView(row: Group, usage: GroupUsage) {
  const { name, version, createdAt, updatedAt } = row;
  return { name, ...groupContent(row), version, createdAt, updatedAt, ...usage };
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

/** Makes a group. Throws CONFLICT (group.name_taken). */
export async function createGroup(ctx: ServiceContext, input: GroupCreateInput): Promise<{ name: string }> {
  authorize(ctx, "group.manage");
  const { reason, name, ...fields } = input;
  const after = canonicalRatios(fields);
  try {
    return await withTransaction(ctx, async (tx) => {
      await tx.db.group.create({ data: { name, ...after, ...storedRules(after) } });
      await bumpStateVersion(tx, "price");
      const object = objectOf({ name, displayName: after.displayName });
      await revise(tx, { ...object, action: "group.create", before: null, after, reason });
      return { name };
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
 * PRECONDITION_FAILED (price.jump) when a ratio moves tenfold or more and nobody said that this is meant.
 */
export async function updateGroup(ctx: ServiceContext, input: GroupUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "group.manage");
  const { name, version, isJumpConfirmed, reason, ...changes } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findGroup(tx, name);
    const before = groupContent(row);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after = canonicalRatios({ ...before, ...given });
    const jump = isJumpConfirmed ? null : findRatioJump(before, after);
    if (jump) throw new AppError("PRECONDITION_FAILED", { reason: "price.jump", meta: jump });
    const { count } = await tx.db.group.updateMany({
      where: { name, version },
      data: { ...after, ...storedRules(after), version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("group");
    await bumpStateVersion(tx, "price");
    const object = objectOf({ name, displayName: after.displayName });
    await revise(tx, { ...object, action: "group.update", before, after, reason });
    return { version: version + 1 };
  });
}

/**
 * Deletes a group nobody is in. Throws PRECONDITION_FAILED: group.default_stays for "default", group.in_use with the
 * counts and a few names for one that accounts, tokens or channels are in, group.mentioned for one that other groups name,
 * group.in_auto_list for one that automatic keys try.
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
    const mentions = await findGroupMentions(tx, name);
    if (mentions.length > 0) {
      throw new AppError("PRECONDITION_FAILED", { reason: "group.mentioned", meta: { names: mentions.join(", ") } });
    }
    if (getSetting("access.autoGroups").includes(name)) {
      throw new AppError("PRECONDITION_FAILED", { reason: "group.in_auto_list" });
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

/** Ratios in the spelling they are stored in, so that "0.80" is no change of "0.8". */
function canonicalRatios(content: GroupContent): GroupContent {
  const ratios = Object.entries(content.accountRatios).map(([group, ratio]) => [group, canonicalDecimal(ratio)]);
  return { ...content, ratio: canonicalDecimal(content.ratio), accountRatios: Object.fromEntries(ratios) };
}

/** The first ratio that moves tenfold or more, for everybody or for the accounts of one group. */
function findRatioJump(before: GroupContent, after: GroupContent): { before: string; after: string } | null {
  const groups = [...Object.keys(before.accountRatios), ...Object.keys(after.accountRatios)];
  const moves = groups.map((group) => ({ before: ratioFor(before, group), after: ratioFor(after, group) }));
  const all = [{ before: before.ratio, after: after.ratio }, ...moves];
  return all.find((move) => isPriceJump(move.before, move.after)) ?? null;
}
