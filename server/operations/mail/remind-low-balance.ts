import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { queueMail } from "./queue";
import { lowBalanceText } from "./texts";
import { isMailConfigured } from "./transport";

const BATCH_MAX = 200;
const UNITS_PER_CENT = 5_000n;

/**
 * Mails people whose balance has fallen below the setting's, once for each fall: whoever has enough again may be told again.
 * Accounts that never used anything have fallen from nowhere. Harmless twice, by any number of workers. Out: how many mails.
 */
export async function remindOfLowBalance(ctx: ServiceContext): Promise<number> {
  await refreshSettings(ctx.db);
  const limit = BigInt(getSetting("mail.lowBalanceUnits"));
  if (limit === 0n || !isMailConfigured()) return 0;
  await ctx.db.user.updateMany({
    where: { lowBalanceMailedAt: { not: null }, balance: { gte: limit } },
    data: { lowBalanceMailedAt: null },
  });
  const isLow = { lowBalanceMailedAt: null, balance: { lt: limit }, status: "enabled", deletedAt: null };
  const users = await ctx.db.user.findMany({
    where: { ...isLow, email: { not: null }, usedQuota: { gt: 0n } },
    select: { id: true, email: true, username: true, locale: true, balance: true },
    orderBy: { id: "asc" },
    take: BATCH_MAX,
  });
  let mailCount = 0;
  for (const { id, email, username, locale, balance } of users) {
    const isTold = await withTransaction(ctx, async (tx) => {
      // The condition again: of two workers one mails, and a top-up of this moment saves the mail.
      const { count } = await tx.db.user.updateMany({
        where: { id, ...isLow },
        data: { lowBalanceMailedAt: tx.clock() },
      });
      if (count === 0 || email === null) return false;
      await queueMail(tx, { to: email, ...lowBalanceText(locale, { username, balance: inDollars(balance) }) });
      return true;
    });
    if (isTold) mailCount += 1;
  }
  return mailCount;
}

/** Rounded down to the cent, so that nobody reads more than there is. */
function inDollars(units: bigint): string {
  const cents = units / UNITS_PER_CENT;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
}
