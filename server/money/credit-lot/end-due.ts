import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { post } from "../ledger/post";
import { readOpenLots, spentBy } from "./open-lots";

const LOTS_A_SWEEP = 1_000;

type DueLot = { id: string; userId: string; ledgerEntryId: string };

/**
 * Ends credit whose time is over: what was not spent of it is taken back, never more than the balance holds. Any number of
 * workers may sweep at once; each lot ends once. Out: how many lots were ended. For the worker, as the system.
 */
export async function endDueLots(ctx: ServiceContext): Promise<number> {
  const due = await ctx.db.creditLot.findMany({
    where: { endedAt: null, expiresAt: { lte: ctx.clock() } },
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    select: { id: true, userId: true, ledgerEntryId: true },
    take: LOTS_A_SWEEP,
  });
  let ended = 0;
  for (const lot of due) {
    try {
      if (await withTransaction(ctx, (tx) => endLot(tx, lot))) ended += 1;
    } catch (error) {
      // One account's trouble must not keep the others' credit alive; it is tried again with the next sweep.
      logger.error({ err: error, lotId: lot.id }, "credit could not be ended");
    }
  }
  return ended;
}

async function endLot(tx: ServiceContext, due: DueLot): Promise<boolean> {
  const { userId } = due;
  // Changes nothing but locks the row: no request may spend between the sums below and the entry.
  await tx.db.user.updateMany({ where: { id: userId }, data: { balance: { increment: 0n } } });
  const user = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
  const usedQuotaAfter = await spentBy(tx, userId);
  const unused = (await readOpenLots(tx, userId)).find(({ lot }) => lot.id === due.id)?.unused ?? 0n;
  const amount = unused < user.balance ? unused : user.balance;
  const { count } = await tx.db.creditLot.updateMany({
    where: { id: due.id, endedAt: null },
    data: { endedAt: tx.clock(), usedQuotaAfter, expiredAmount: amount },
  });
  if (count === 0) return false;
  if (amount <= 0n) return true;
  const change = await post(tx, {
    userId,
    kind: "expire",
    amount: -amount,
    reference: due.ledgerEntryId,
    reason: "",
    idempotencyKey: `expire:${due.id}`,
  });
  await audit(tx, {
    action: "creditLot.end",
    target: { kind: "user", id: userId, label: user.username },
    before: { balance: user.balance },
    after: { balance: change.balance },
  });
  return true;
}
