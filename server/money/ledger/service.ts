import type { LedgerEntry } from "@/prisma/generated/sqlite/client";
import { getSetting } from "@/server/configuration/setting/current";
import type { Role } from "@/server/identity/permission/schema";
import { audit } from "@/server/kernel/audit";
import { authorize, isAllowed, requireOutranks, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { withTransaction } from "@/server/kernel/transaction";
import { type BalanceChange, post } from "./post";
import type { AdjustBalanceInput, ListLedgerInput } from "./schema";

export type LedgerItem = ReturnType<typeof toItem>;

/**
 * Changes a user's balance by a signed amount of quota units, with a reason. Sending the same idempotency key again
 * changes nothing and gives the state of now. Throws FORBIDDEN (role, money.adjust_limit), STEP_UP_REQUIRED, NOT_FOUND,
 * CONFLICT (ledger.balance_too_low: what is held by running requests cannot be taken).
 */
export async function adjustBalance(ctx: ServiceContext, input: AdjustBalanceInput): Promise<BalanceChange> {
  authorize(ctx, "ledger.adjust");
  await requireStepUp(ctx);
  requireWithinLimit(ctx, input.amount);
  return withTransaction(ctx, async (tx) => {
    const user = await tx.db.user.findUnique({ where: { id: input.userId } });
    if (!user) throw notFound("user");
    requireMayAdjust(tx, user);
    const change = await post(tx, { ...input, kind: "adjust", idempotencyKey: `adjust:${input.idempotencyKey}` });
    if (!change.isFirst) return change;
    await audit(tx, {
      action: "ledger.adjust",
      target: { kind: "user", id: user.id, label: user.username },
      before: { balance: change.balance - input.amount },
      after: { balance: change.balance },
      reason: input.reason,
    });
    return change;
  });
}

/** Root may credit root accounts too, their own included: a site that one person runs has nobody above. */
function requireMayAdjust(tx: ServiceContext, user: { role: string }): void {
  const isRoot = tx.actor.kind === "user" && tx.actor.role === "root";
  if (!isRoot) requireOutranks(tx, user.role as Role);
}

type GrantInput = { userId: string; amount: bigint; reason: string; idempotencyKey: string };

/**
 * Credits a new account, in the caller's transaction or one of its own, once per idempotency key. For set-up and account
 * creation, whose own audit event covers it. `amount` in quota units, above 0.
 */
export async function grant(ctx: ServiceContext, input: GrantInput): Promise<BalanceChange> {
  authorize(ctx, "user.create");
  if (input.amount <= 0n) throw new AppError("BAD_INPUT", { reason: "ledger.amount_not_positive" });
  return withTransaction(ctx, (tx) => post(tx, { ...input, kind: "grant" }));
}

/** A user's ledger, newest first. Users read their own; staff everybody's. */
export async function listLedger(ctx: ServiceContext, input: ListLedgerInput): Promise<Page<LedgerItem>> {
  authorizeRead(ctx, input.userId);
  const rows = await ctx.db.ledgerEntry.findMany({
    where: {
      AND: [
        { userId: input.userId },
        input.kinds && input.kinds.length > 0 ? { kind: { in: input.kinds } } : {},
        input.from || input.to
          ? { createdAt: { ...(input.from ? { gte: input.from } : {}), ...(input.to ? { lt: input.to } : {}) } }
          : {},
        olderThan(input.cursor),
      ],
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toItem);
}

/** What a user has: spendable balance, quota held by running requests, and how many those are. */
export async function getBalance(ctx: ServiceContext, input: { userId: string }) {
  authorizeRead(ctx, input.userId);
  const user = await ctx.db.user.findUnique({ where: { id: input.userId } });
  if (!user) throw notFound("user");
  const held = await ctx.db.hold.aggregate({ where: { userId: input.userId }, _sum: { amount: true }, _count: true });
  return { balance: user.balance, usedQuota: user.usedQuota, held: held._sum.amount ?? 0n, holdCount: held._count };
}

function authorizeRead(ctx: ServiceContext, userId: string): void {
  const isOwn = ctx.actor.kind === "user" && ctx.actor.id === userId;
  authorize(ctx, isOwn && !isAllowed(ctx, "ledger.readAny") ? "ledger.readOwn" : "ledger.readAny");
}

function requireWithinLimit(ctx: ServiceContext, amount: bigint): void {
  if (ctx.actor.kind !== "user" || ctx.actor.role !== "operator") return;
  const limit = BigInt(getSetting("money.adjustLimitUnits"));
  if ((amount < 0n ? -amount : amount) <= limit) return;
  throw new AppError("FORBIDDEN", { reason: "ledger.adjust_limit", meta: { limit: limit.toString() } });
}

function toItem(row: LedgerEntry) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    kind: row.kind,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    reference: row.reference,
    actorId: row.actorId,
    reason: row.reason,
  };
}
