import { addDays } from "date-fns";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { type BalanceChange, type Posting, post } from "../ledger/post";
import { settledBy } from "./open-lots";

/** A posting whose credit may end; `days` null: it stays. */
export type ExpiringPosting = Posting & { days: number | null };

/**
 * Credits a user in the caller's transaction; what is left of it after `days` days is taken back. Once per idempotency
 * key. Out: the change, and when the credit ends. Throws what `post` throws.
 */
export async function creditWithExpiry(
  tx: ServiceContext,
  { days, ...posting }: ExpiringPosting,
): Promise<BalanceChange & { endsAt: Date | null }> {
  const change = await post(tx, posting);
  if (days === null) return { ...change, endsAt: null };
  if (!change.isFirst) {
    const earlier = await tx.db.creditLot.findUnique({ where: { ledgerEntryId: change.entryId } });
    return { ...change, endsAt: earlier?.expiresAt ?? null };
  }
  // The posting has locked the user's row: nothing is spent between this reading and the commit.
  const usedQuotaBefore = await settledBy(tx, posting.userId);
  const endsAt = addDays(tx.clock(), days);
  await tx.db.creditLot.create({
    data: {
      id: newId("lot"),
      userId: posting.userId,
      ledgerEntryId: change.entryId,
      amount: posting.amount,
      usedQuotaBefore,
      expiresAt: endsAt,
      createdAt: tx.clock(),
    },
  });
  return { ...change, endsAt };
}
