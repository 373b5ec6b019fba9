import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { heldFromWallet } from "@/server/money/ledger/held";
import { findUserRow, toUserView } from "./row";

/** One account, deleted or not, with what its requests on their way hold. Throws NOT_FOUND. */
export async function getUser(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "user.read");
  const row = await findUserRow(ctx, input.id);
  const [held, tokenCount, sessionCount] = await Promise.all([
    heldFromWallet(ctx, row.id),
    ctx.db.token.count({ where: { userId: row.id, deletedAt: null } }),
    ctx.db.session.count({ where: { userId: row.id, revokedAt: null, expiresAt: { gt: ctx.clock() } } }),
  ]);
  return {
    ...toUserView(row),
    locale: row.locale,
    timeZone: row.timeZone,
    hasPassword: row.passwordHash !== null,
    /** Quota units set aside for requests on their way, and how many those are. */
    heldQuota: held.quota,
    holdCount: held.count,
    tokenCount,
    sessionCount,
  };
}
