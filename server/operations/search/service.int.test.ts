import { expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { activateSubscription } from "@/server/money/subscription/activate";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { makeLog } from "@/server/usage/testing/logs";
import { lookup } from "./service";

eachEngine("finding a record by what was pasted", (database) => {
  const makeToken = async (userId: string) => {
    const key = `sk-${newId("tok").slice(4)}${"x".repeat(22)}`;
    const token = await database.db.token.create({
      data: {
        id: newId("tok"),
        userId,
        name: "laptop",
        searchText: "laptop",
        keys: { create: { id: newId("key"), hash: sha256Hex(key), prefix: key.slice(0, 7), lastFour: key.slice(-4) } },
      },
    });
    return { token, key };
  };

  test("support finds a customer by mail, a request by id, a token by its whole key", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const mail = `${newId("usr").slice(-12)}@example.com`;
    const customer = await makeUser(database.db, { email: mail, searchText: mail });
    const log = await makeLog(database.db, { userId: customer.id });
    const { token, key } = await makeToken(customer.id);
    const first = async (q: string) => (await lookup(ctx, { q })).items[0];
    expect(await first(mail)).toMatchObject({ kind: "user", href: `/users/${customer.id}` });
    expect(await first(log.id)).toMatchObject({ kind: "log", href: `/logs?open=${log.id}` });
    expect(await first(key)).toMatchObject({ kind: "token", id: token.id });
  });

  test("customers find their own records and nobody else's", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const log = await makeLog(database.db, { userId: theirs.user.id });
    const { key } = await makeToken(theirs.user.id);
    for (const q of [log.id, key, theirs.user.username, theirs.user.id]) {
      expect((await lookup(mine.ctx, { q })).items, q).toEqual([]);
    }
  });

  test("a subscription is found by its id, by its owner and by staff, and a plan by staff", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const support = await signedInAs(database.db, "support");
    const { planId, planVersionId } = await makePlan(database.db);
    const { subscriptionId } = await withTransaction(systemOf(database.db), (tx) =>
      activateSubscription(tx, { userId: mine.user.id, planVersionId }),
    );
    const hrefs = async (ctx: ServiceContext, q: string) => (await lookup(ctx, { q })).items.map(({ href }) => href);
    expect(await hrefs(support.ctx, subscriptionId)).toEqual([`/subscriptions?open=${subscriptionId}`]);
    expect(await hrefs(support.ctx, planId)).toEqual([`/plans?open=${planId}`]);
    expect(await hrefs(mine.ctx, subscriptionId)).toEqual(["/plans"]);
    expect(await hrefs(theirs.ctx, subscriptionId)).toEqual([]);
  });
});
