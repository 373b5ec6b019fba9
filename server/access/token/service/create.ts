import { AUTO_GROUP } from "@/server/access/group/schema";
import { getSetting } from "@/server/configuration/setting/current";
import type { Role } from "@/server/identity/permission/schema";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { keyHint, newTokenKey, sha256Hex } from "@/server/kernel/crypto";
import { notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { normaliseAllowedIps } from "../allowed-ips";
import type { TokenCreateInput } from "../schema";
import { requireFuture, requireRoomForToken, requireUsableGroup } from "./limits";
import { auditedFields, searchTextOf, type TokenOwner, tokenTarget } from "./row";

/** A token just made or rolled. The key is in no later answer: only its hash is kept. */
export type TokenSecret = { id: string; name: string; key: string };

/**
 * Makes a token, for oneself or, after a step-up, for somebody of a lower role, and returns its key this one time.
 * Throws PRECONDITION_FAILED (token.too_many), BAD_INPUT (token.bad_ip, token.group_unknown, token.expiry_past).
 */
export async function createToken(ctx: ServiceContext, input: TokenCreateInput): Promise<TokenSecret> {
  authorize(ctx, "token.manageOwn");
  const ownerId = input.userId ?? requireUserId(ctx);
  if (ownerId !== actorId(ctx)) {
    authorize(ctx, "token.manageAny");
    await requireStepUp(ctx);
  }
  requireFuture(ctx, input.expiresAt);
  const allowedIps = normaliseAllowedIps(input.allowedIps);
  const key = newTokenKey();
  return withTransaction(ctx, async (tx) => {
    // First of all: the counter's lock makes the count below true until the commit.
    await bumpAccountVersion(tx, "access", ownerId);
    const owner = await findOwner(tx, ownerId);
    await requireRoomForToken(tx, ownerId);
    const groupName = input.groupName === undefined ? groupOfNewTokens() : input.groupName;
    await requireUsableGroup(tx, groupName, owner);
    const row = await tx.db.token.create({ data: tokenData(tx, { ...input, groupName, ownerId, allowedIps }) });
    await addKey(tx, row.id, key);
    await audit(tx, {
      action: "token.create",
      target: tokenTarget(row),
      after: { owner: owner.username, ...auditedFields(row), keyPrefix: keyHint(key).prefix },
    });
    return { id: row.id, name: row.name, key };
  });
}

/** "auto" where the site wants it so and has a list for it; null: the owner's group. */
function groupOfNewTokens(): string | null {
  const isAuto = getSetting("access.newTokensUseAutoGroup") && getSetting("access.autoGroups").length > 0;
  return isAuto ? AUTO_GROUP : null;
}

function tokenData(tx: ServiceContext, input: TokenCreateInput & { ownerId: string; groupName: string | null }) {
  return {
    id: newId("tok"),
    userId: input.ownerId,
    name: input.name,
    searchText: searchTextOf(input.name),
    expiresAt: input.expiresAt,
    isUnlimited: input.isUnlimited,
    remainQuota: input.isUnlimited ? 0n : input.quotaUnits,
    modelLimits: JSON.stringify(input.modelLimits),
    allowedIps: JSON.stringify(input.allowedIps),
    groupName: input.groupName,
    createdAt: tx.clock(),
  };
}

async function findOwner(tx: ServiceContext, id: string): Promise<TokenOwner> {
  const owner = await tx.db.user.findUnique({ where: { id } });
  if (!owner || owner.deletedAt !== null) throw notFound("user");
  if (id !== actorId(tx)) requireOutranks(tx, owner.role as Role);
  return owner;
}

/** Stores a key of a token: its hash, and what people may see of it. */
export async function addKey(tx: ServiceContext, tokenId: string, key: string): Promise<void> {
  await tx.db.tokenKey.create({
    data: { id: newId("key"), tokenId, hash: sha256Hex(key), ...keyHint(key), createdAt: tx.clock() },
  });
}
