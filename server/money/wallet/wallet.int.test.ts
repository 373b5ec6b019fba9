import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { CreateBatchInput } from "../redemption/schema";
import { createBatch } from "../redemption/service/create";
import { redeemCode, redeemCodeFor } from "../redemption/service/redeem";
import { getWallet } from "./service/get";
import { listOwnRedemptions } from "./service/list-redemptions";

const HOUR_MS = 3_600_000;

eachEngine("wallet", (database) => {
  test("says what is there, what is held, how fast it goes, and whether a payment is awaited", async () => {
    const { user, ctx } = await signedInAs(database.db, "user");
    await database.db.user.update({ where: { id: user.id }, data: { balance: 1_000n } });
    await database.db.hold.create({
      data: { id: newId("req"), userId: user.id, amount: 40n, model: "m", ownerId: "n", expiresAt: new Date() },
    });
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const use = (userId: string, ageHours: number, quota: bigint) =>
      database.db.usageHour.create({
        data: {
          hourAt: new Date(hour - ageHours * HOUR_MS),
          userId,
          tokenId: "",
          channelId: "",
          groupName: "default",
          model: "m",
          requestCount: 1,
          quota,
        },
      });
    const other = await makeUser(database.db);
    await use(user.id, 0, 500n);
    await use(user.id, 150, 200n);
    await use(user.id, 200, 9_000n);
    await use(other.id, 0, 9_000n);
    const order = (status: string, expiresInMs: number) =>
      database.db.paymentOrder.create({
        data: {
          id: newId("pay"),
          userId: user.id,
          purpose: "top_up",
          provider: "manual",
          status,
          amountMinor: 100n,
          currency: "USD",
          price: "{}",
          idempotencyKey: newId("req"),
          expiresAt: new Date(Date.now() + expiresInMs),
        },
      });
    await order("pending", HOUR_MS);
    await order("pending", -HOUR_MS);
    await order("paid", HOUR_MS);
    expect(await getWallet(ctx)).toMatchObject({
      balance: 1_000n,
      held: 40n,
      holdCount: 1,
      burnPerDay: 100n,
      daysLeft: 10,
      pendingOrderCount: 1,
    });
  });

  test("lists one's own redeemed codes, without the codes, page by page", async () => {
    const { user, ctx } = await signedInAs(database.db, "user");
    const { ctx: staff } = await signedInAs(database.db, "operator");
    const stranger = await signedInAs(database.db, "user");
    const make = async () => {
      const customCode = newId("rdc").slice(4);
      const input = { name: "gift", kind: "gift", customCode, usesMax: 5, quota: 10n, idempotencyKey: customCode };
      await createBatch(systemOf(database.db), CreateBatchInput.parse(input));
      return customCode;
    };
    const [first, second] = [await make(), await make()];
    await redeemCode(ctx, { code: first });
    await redeemCode(stranger.ctx, { code: first });
    await redeemCodeFor(staff, { userId: user.id, code: second, reason: "by phone" });
    const newest = await listOwnRedemptions(ctx, { limit: 1 });
    expect(newest.items).toMatchObject([{ amount: 10n, isByStaff: true }]);
    const older = await listOwnRedemptions(ctx, { limit: 1, cursor: newest.nextCursor ?? "" });
    expect(older).toMatchObject({ items: [{ isByStaff: false }], nextCursor: null });
    expect(JSON.stringify([newest.items[0]?.codeLabel, older.items[0]?.codeLabel])).not.toContain(first.slice(0, 8));
  });
});
