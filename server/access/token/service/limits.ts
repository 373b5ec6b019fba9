import { choiceRules } from "@/server/access/group/row";
import { AUTO_GROUP } from "@/server/access/group/schema";
import { mayChoose } from "@/server/access/group/usable";
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
 * FORBIDDEN (token.group_not_yours) when it is not among the owner's choices and the actor is no administrator. "auto" is open
 * to everybody while the site has a list for it: which of its groups an account may use is decided at each request.
 */
export async function requireUsableGroup(
  tx: ServiceContext,
  groupName: string | null | undefined,
  owner: { id: string; groupName: string },
): Promise<void> {
  if (groupName === null || groupName === undefined) return;
  if (groupName === AUTO_GROUP && getSetting("access.autoGroups").length > 0) return;
  const group = await tx.db.group.findUnique({ where: { name: groupName } });
  if (!group)
    throw new AppError("BAD_INPUT", { reason: "token.group_unknown", meta: { field: "groupName", group: groupName } });
  if (group.name === owner.groupName || isAllowed(tx, "token.manageAny")) return;
  const home = await tx.db.group.findUnique({ where: { name: owner.groupName } });
  const opened = await openedGroups(tx, owner.id);
  if (mayChoose(group, { homeGroup: owner.groupName, home: home ? choiceRules(home) : undefined, opened })) return;
  throw new AppError("FORBIDDEN", { reason: "token.group_not_yours", meta: { field: "groupName", group: groupName } });
}

/** Throws BAD_INPUT (token.expiry_past) for an instant that is already over. */
export function requireFuture(ctx: ServiceContext, expiresAt: Date | null | undefined): void {
  if (!expiresAt || expiresAt > ctx.clock()) return;
  throw new AppError("BAD_INPUT", { reason: "token.expiry_past", meta: { field: "expiresAt" } });
}
