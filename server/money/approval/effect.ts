import type { ServiceContext } from "@/server/kernel/context";
import { AdjustBalanceInput, ReverseEntryInput, TransferInput } from "@/server/money/ledger/schema";
import { OrderIdInput } from "@/server/money/order/schema";
import type { ApprovalKind } from "./schema";

/** What a balance would become. `to` below zero: the change cannot be done as things stand. */
export type ApprovalEffect = { userId: string; username: string; from: bigint; to: bigint };

type Change = { userId: string; delta: bigint };
type Request = { kind: ApprovalKind; userId: string; amount: bigint; input: unknown };

/** What a request would do to the balances of now. The decision works it out anew, under lock. */
export async function effectsOf(ctx: ServiceContext, request: Request): Promise<ApprovalEffect[]> {
  const changes = await changesOf(ctx, request);
  const users = await ctx.db.user.findMany({
    where: { id: { in: changes.map(({ userId }) => userId) } },
    select: { id: true, username: true, balance: true },
  });
  return changes.flatMap(({ userId, delta }) => {
    const user = users.find(({ id }) => id === userId);
    if (!user) return [];
    const to = user.balance + delta;
    // A refund takes what is still there of the credit, and no more.
    const reached = request.kind === "refund" && to < 0n ? 0n : to;
    return [{ userId, username: user.username, from: user.balance, to: reached }];
  });
}

async function changesOf(ctx: ServiceContext, request: Request): Promise<Change[]> {
  const { kind, userId, amount, input } = request;
  switch (kind) {
    case "adjust":
      return [{ userId, delta: AdjustBalanceInput.parse(input).amount }];
    case "transfer": {
      const { fromUserId, toUserId } = TransferInput.parse(input);
      return [
        { userId: fromUserId, delta: -amount },
        { userId: toUserId, delta: amount },
      ];
    }
    case "reversal": {
      const { entryId } = ReverseEntryInput.parse(input);
      const entry = await ctx.db.ledgerEntry.findUnique({ where: { id: entryId }, select: { amount: true } });
      return entry ? [{ userId, delta: -entry.amount }] : [];
    }
    case "complete_order":
      return (await isCredit(ctx, input)) ? [{ userId, delta: amount }] : [];
    case "refund":
      return (await isCredit(ctx, input)) ? [{ userId, delta: -amount }] : [];
  }
}

/** Whether an order buys credit: a subscription's touches no balance. */
async function isCredit(ctx: ServiceContext, input: unknown): Promise<boolean> {
  const { id } = OrderIdInput.parse(input);
  const order = await ctx.db.paymentOrder.findUnique({ where: { id }, select: { quota: true } });
  return order !== null && order.quota > 0n;
}
