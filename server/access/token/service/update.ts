import type { Token } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { normaliseAllowedIps } from "../allowed-ips";
import { TOKEN_QUOTA_MAX_UNITS, type TokenUpdateInput } from "../schema";
import { requireFuture, requireUsableGroup } from "./limits";
import { auditedFields, findLiveToken, searchTextOf, tokenTarget } from "./row";

/**
 * Changes the fields given. What remains of the token's own quota changes by a signed amount in one guarded statement, so
 * spending that goes on meanwhile is neither lost nor overdrawn.
 * Throws CONFLICT when the record was saved after the version the editor read, PRECONDITION_FAILED
 * (token.quota_too_small) when more would be taken away than remains.
 */
export async function updateToken(ctx: ServiceContext, input: TokenUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "token.manageOwn");
  const { id, version, quotaAdjustUnits = 0n, ...given } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findLiveToken(tx, id, "token.manageAny");
    // An expired token may be renamed; only a new expiry must lie ahead.
    if (given.expiresAt?.getTime() !== row.expiresAt?.getTime()) requireFuture(tx, given.expiresAt);
    if (given.groupName !== row.groupName) await requireUsableGroup(tx, given.groupName, row.user);
    const { count } = await tx.db.token.updateMany({
      where: { id, version, deletedAt: null },
      data: { ...storedFields(given), version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    if (quotaAdjustUnits !== 0n) await adjustRemainder(tx, id, quotaAdjustUnits);
    await bumpAccountVersion(tx, "access", row.userId);
    const after = await tx.db.token.findUniqueOrThrow({ where: { id } });
    await audit(tx, {
      action: "token.update",
      target: tokenTarget(after),
      before: changedBy(row, quotaAdjustUnits),
      after: changedBy(after, quotaAdjustUnits),
    });
    return { version: version + 1 };
  });
}

type Given = Omit<TokenUpdateInput, "id" | "version" | "quotaAdjustUnits">;

function storedFields(given: Given) {
  return {
    ...(given.name === undefined ? {} : { name: given.name, searchText: searchTextOf(given.name) }),
    ...(given.expiresAt === undefined ? {} : { expiresAt: given.expiresAt }),
    ...(given.isUnlimited === undefined ? {} : { isUnlimited: given.isUnlimited }),
    ...(given.modelLimits === undefined ? {} : { modelLimits: JSON.stringify(given.modelLimits) }),
    ...(given.allowedIps === undefined ? {} : { allowedIps: JSON.stringify(normaliseAllowedIps(given.allowedIps)) }),
    ...(given.groupName === undefined ? {} : { groupName: given.groupName }),
  };
}

async function adjustRemainder(tx: ServiceContext, id: string, units: bigint): Promise<void> {
  const { count } = await tx.db.token.updateMany({
    where: { id, remainQuota: { gte: -units, lte: TOKEN_QUOTA_MAX_UNITS - units } },
    data: { remainQuota: { increment: units } },
  });
  if (count > 0) return;
  const reason = units < 0n ? "token.quota_too_small" : "token.quota_too_large";
  throw new AppError("PRECONDITION_FAILED", { reason, meta: { field: "quotaAdjustUnits" } });
}

/** Without an adjustment the remainder moves only by spending, which is no change of the editor's. */
function changedBy(row: Token, quotaAdjustUnits: bigint) {
  const { remainQuota, ...fields } = auditedFields(row);
  return quotaAdjustUnits === 0n ? fields : { ...fields, remainQuota };
}
