import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";

export type TestAccount = { userId: string; tokenId: string };

type AccountOptions = { balance: bigint; tokenQuota?: bigint; status?: string };

/** A user with a granted balance and a token (unlimited unless `tokenQuota` is given), as rows that agree with the ledger. */
export async function createAccount(
  db: Db,
  { balance, tokenQuota, status = "enabled" }: AccountOptions,
): Promise<TestAccount> {
  const userId = newId("usr");
  const tokenId = newId("tok");
  await db.user.create({
    data: { id: userId, username: userId, displayName: userId, searchText: userId, role: "user", status, balance },
  });
  await db.token.create({
    data: {
      id: tokenId,
      userId,
      name: "test",
      searchText: "test",
      isUnlimited: tokenQuota === undefined,
      remainQuota: tokenQuota ?? 0n,
    },
  });
  await db.ledgerEntry.create({
    data: {
      id: newId("led"),
      userId,
      kind: "grant",
      amount: balance,
      balanceAfter: balance,
      idempotencyKey: `grant:${userId}`,
    },
  });
  return { userId, tokenId };
}
