import { beforeEach, expect, test } from "vitest";
import { decryptSecret } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeUser, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { remindOfLowBalance } from "./remind-low-balance";

eachEngine("reminders of a low balance", (database) => {
  beforeEach(async () => {
    await replaceSetting(database.db, "mail.host", "mail.example.com");
    await replaceSetting(database.db, "mail.from", "gate@example.com");
    await replaceSetting(database.db, "mail.lowBalanceUnits", 500_000);
  });

  const customer = (balance: bigint, usedQuota = 1n) =>
    makeUser(database.db, { email: `${newId("req")}@example.com`, balance, usedQuota });
  const textsTo = async (user: { email: string | null }) => {
    const mails = await database.db.mailMessage.findMany({ where: { toAddress: user.email ?? "" } });
    return mails.map(({ body }) => decryptSecret(body));
  };
  const setBalance = (id: string, balance: bigint) => database.db.user.update({ where: { id }, data: { balance } });

  test("one mail goes out for a fall below the limit, however many workers look, and names the balance", async () => {
    const [low, high, idle] = [await customer(123_456n), await customer(500_000n), await customer(0n, 0n)];
    const ctx = systemOf(database.db);
    await Promise.all([remindOfLowBalance(ctx), remindOfLowBalance(ctx)]);
    await remindOfLowBalance(ctx);
    expect(await textsTo(low)).toEqual([expect.stringContaining("US$ 0.24")]);
    expect([await textsTo(high), await textsTo(idle)]).toEqual([[], []]);
  });

  test("whoever had enough in between is told again at the next fall", async () => {
    const user = await customer(1n);
    const ctx = systemOf(database.db);
    await remindOfLowBalance(ctx);
    await setBalance(user.id, 900_000n);
    await remindOfLowBalance(ctx);
    await setBalance(user.id, 1n);
    await remindOfLowBalance(ctx);
    expect(await textsTo(user)).toHaveLength(2);
  });

  test("nobody is told while the setting says 0", async () => {
    await replaceSetting(database.db, "mail.lowBalanceUnits", 0);
    const user = await customer(1n);
    expect(await remindOfLowBalance(systemOf(database.db))).toBe(0);
    expect(await textsTo(user)).toEqual([]);
  });
});
