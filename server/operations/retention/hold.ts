import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { HoldInput } from "./schema";

const HOLDS_SHOWN = 500;

/**
 * Keeps all that belongs to an account from being cleaned up, deleted accounts too, until it is released. Throws
 * FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED (retention.already_held).
 */
export async function holdUser(ctx: ServiceContext, { userId, reason }: HoldInput): Promise<void> {
  authorize(ctx, "user.holdLegally");
  const at = ctx.clock();
  await change(ctx, {
    userId,
    reason,
    action: "user.holdLegally",
    where: { legalHoldAt: null },
    data: { legalHoldAt: at, legalHoldReason: reason },
    refusal: "retention.already_held",
  });
}

/** Ends a hold: what is old goes with the next clean-up. Throws FORBIDDEN, NOT_FOUND, PRECONDITION_FAILED (retention.not_held). */
export async function releaseUser(ctx: ServiceContext, { userId, reason }: HoldInput): Promise<void> {
  authorize(ctx, "user.holdLegally");
  await change(ctx, {
    userId,
    reason,
    action: "user.releaseHold",
    where: { legalHoldAt: { not: null } },
    data: { legalHoldAt: null, legalHoldReason: "" },
    refusal: "retention.not_held",
  });
}

type Change = HoldInput & {
  action: string;
  where: object;
  data: { legalHoldAt: Date | null; legalHoldReason: string };
  refusal: string;
};

async function change(ctx: ServiceContext, { userId, reason, action, where, data, refusal }: Change): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const user = await tx.db.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound("user");
    const { count } = await tx.db.user.updateMany({ where: { id: userId, ...where }, data });
    if (count === 0) throw new AppError("PRECONDITION_FAILED", { reason: refusal });
    await audit(tx, {
      action,
      target: { kind: "user", id: user.id, label: user.username },
      before: { legalHoldAt: user.legalHoldAt, legalHoldReason: user.legalHoldReason },
      after: data,
      reason,
    });
  });
}

/** Accounts on hold, the last one first. */
export async function listHolds(ctx: ServiceContext) {
  authorize(ctx, "retention.read");
  const rows = await ctx.db.user.findMany({
    where: { legalHoldAt: { not: null } },
    orderBy: [{ legalHoldAt: "desc" }, { id: "desc" }],
    take: HOLDS_SHOWN,
    select: { id: true, username: true, legalHoldAt: true, legalHoldReason: true },
  });
  return rows.flatMap(({ legalHoldAt, legalHoldReason, ...user }) =>
    legalHoldAt === null ? [] : [{ user, heldAt: legalHoldAt, reason: legalHoldReason }],
  );
}
