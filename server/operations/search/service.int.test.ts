import { expect, test } from "vitest";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs } from "@/server/testing/people";
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
});
