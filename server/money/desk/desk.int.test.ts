import { expect, it } from "vitest";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { hashOfCode } from "@/server/money/redemption/code";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs } from "@/server/testing/people";
import { makeLog } from "@/server/usage/testing/logs";
import { findCustomers } from "./service";

eachEngine("finding a customer at the desk", (database) => {
  const find = async (q: string) => {
    const { ctx } = await signedInAs(database.db, "support");
    const { customers, unclaimed } = await findCustomers(ctx, { q });
    return { people: customers.map(({ id, match }) => ({ id, by: match.kind })), unclaimed };
  };
  const code = async (text: string) => {
    const batch = await database.db.redemptionBatch.create({
      data: {
        id: newId("rdb"),
        name: "b",
        searchText: "b",
        kind: "gift",
        quota: 9n,
        codeCount: 1,
        idempotencyKey: newId("req"),
      },
    });
    return database.db.redemptionCode.create({
      data: {
        id: newId("rdc"),
        batchId: batch.id,
        position: 0,
        hash: hashOfCode(text),
        prefix: "",
        lastFour: "",
        usesLeft: 1,
      },
    });
  };

  it("knows them by id, name and mail", async () => {
    const mail = `${newId("usr").slice(-12)}@example.com`;
    const user = await makeUser(database.db, { email: mail, searchText: mail });
    for (const q of [user.id, mail]) expect((await find(q)).people).toEqual([{ id: user.id, by: "user" }]);
  });

  it("knows them by an order number, a request id and the beginning of a key", async () => {
    const { id: userId } = await makeUser(database.db);
    const order = await database.db.paymentOrder.create({
      data: {
        id: newId("pay"),
        userId,
        purpose: "top_up",
        provider: "epay",
        amountMinor: 1n,
        currency: "CNY",
        price: "{}",
        idempotencyKey: newId("req"),
        expiresAt: new Date(),
      },
    });
    const log = await makeLog(database.db, { userId });
    const key = `sk-${newId("key").slice(-4)}${"x".repeat(20)}`;
    await database.db.token.create({
      data: {
        id: newId("tok"),
        userId,
        name: "t",
        searchText: "t",
        keys: { create: { id: newId("key"), hash: sha256Hex(key), prefix: key.slice(0, 7), lastFour: "xxxx" } },
      },
    });
    expect((await find(order.id)).people).toEqual([{ id: userId, by: "order" }]);
    expect((await find(log.id)).people).toEqual([{ id: userId, by: "log" }]);
    expect((await find(key.slice(0, 12))).people).toEqual([{ id: userId, by: "token" }]);
  });

  it("knows everybody who redeemed a code, and shows one that nobody did", async () => {
    const text = `GIFT-${newId("rdc").slice(-10)}`;
    const { id: codeId, batchId } = await code(text);
    const people = [await makeUser(database.db), await makeUser(database.db)];
    for (const { id: userId } of people) {
      const data = { id: newId("rdu"), codeId, batchId, userId, amount: 9n, ledgerEntryId: newId("led") };
      await database.db.redemptionUse.create({ data });
    }
    const found = (await find(text)).people.map(({ id }) => id);
    expect(found.sort()).toEqual(people.map(({ id }) => id).sort());
    const unused = `GIFT-${newId("rdc").slice(-10)}`;
    const { id } = await code(unused);
    expect(await find(unused)).toMatchObject({ people: [], unclaimed: [{ kind: "code", id }] });
  });

  it("finds nobody for what nobody sent, and nothing for customers", async () => {
    expect(await find(`nothing-${newId("req")}`)).toEqual({ people: [], unclaimed: [] });
    const { ctx } = await signedInAs(database.db, "user");
    await expect(findCustomers(ctx, { q: "someone" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
