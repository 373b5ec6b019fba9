import { getSetting } from "@/server/configuration/setting/current";
import { isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { openedGroups } from "@/server/money/subscription/opened-groups";

/**
 * Throws PRECONDITION_FAILED (token.too_many) when the owner already has as many tokens as the setting allows. Call it in
 * the transaction after the "access" counter was raised: that row's lock lets only one token be made at a time.
 */
export async function requireRoomForToken(tx: ServiceContext, userId: string): Promise<void> {
  const max = getSetting("quota.userTokensMax");
  const count = await tx.db.token.count({ where: { userId, deletedAt: null } });
  if (count >= max) throw new AppError("PRECONDITION_FAILED", { reason: "token.too_many", meta: { max } });
}

/**
 * Throws unless a token of this owner may be in the group: BAD_INPUT (token.group_unknown) when there is none of the name,
 * FORBIDDEN (token.group_not_yours) when it is neither the owner's nor open to all nor opened by a subscription of theirs,
 * and the actor is no administrator.
 */
export async function requireUsableGroup(
  tx: ServiceContext,
  groupName: string | null | undefined,
  owner: { id: string; groupName: string },
): Promise<void> {
  if (groupName === null || groupName === undefined) return;
  const group = await tx.db.group.findUnique({ where: { name: groupName } });
  if (!group)
    throw new AppError("BAD_INPUT", { reason: "token.group_unknown", meta: { field: "groupName", group: groupName } });
  if (group.isSelectable || group.name === owner.groupName || isAllowed(tx, "token.manageAny")) return;
  if ((await openedGroups(tx, owner.id)).includes(group.name)) return;
  throw new AppError("FORBIDDEN", { reason: "token.group_not_yours", meta: { field: "groupName", group: groupName } });
}

/** Throws BAD_INPUT (token.expiry_past) for an instant that is already over. */
export function requireFuture(ctx: ServiceContext, expiresAt: Date | null | undefined): void {
  if (!expiresAt || expiresAt > ctx.clock()) return;
  throw new AppError("BAD_INPUT", { reason: "token.expiry_past", meta: { field: "expiresAt" } });
}
