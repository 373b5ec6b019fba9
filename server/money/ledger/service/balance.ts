import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { heldFromWallet } from "../held";

/** What a user has: spendable balance, quota of it held by running requests, and how many those are. */
export async function getBalance(ctx: ServiceContext, input: { userId: string }) {
  authorizeLedgerRead(ctx, input.userId);
  const user = await ctx.db.user.findUnique({ where: { id: input.userId } });
  if (!user) throw notFound("user");
  const held = await heldFromWallet(ctx, input.userId);
  return { balance: user.balance, usedQuota: user.usedQuota, held: held.quota, holdCount: held.count };
}

/** Users read their own money; staff everybody's. No user: everybody's at once. */
export function authorizeLedgerRead(ctx: ServiceContext, userId: string | undefined): void {
  const isOwn = ctx.actor.kind === "user" && ctx.actor.id === userId;
  authorize(ctx, isOwn && !isAllowed(ctx, "ledger.readAny") ? "ledger.readOwn" : "ledger.readAny");
}
