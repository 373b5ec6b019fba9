import { expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newTokenKey, sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { consumeKey, hourOf } from "@/server/money/ledger/rows";
import { createAccount } from "@/server/money/ledger/testing/account";
import { eachEngine } from "@/server/testing/database";
import { contextOf, signedInAs } from "@/server/testing/people";
import { makeLog } from "../testing/logs";
import { resolveAnything } from "./resolve";

eachEngine("what a pasted text names", (database) => {
  const resolve = (ctx: ServiceContext, q: string) => resolveAnything(ctx, { q });
  const support = async () => (await signedInAs(database.db, "support")).ctx;

  /** An account with a key and one request. */
  async function makeCustomer() {
    const { userId, tokenId } = await createAccount(database.db, { balance: 1_000n });
    const key = newTokenKey();
    const names = { prefix: key.slice(0, 7), lastFour: key.slice(-4) };
    await database.db.tokenKey.create({ data: { id: newId("key"), tokenId, hash: sha256Hex(key), ...names } });
    const user = await database.db.user.update({ where: { id: userId }, data: { email: `${userId}@example.com` } });
    const log = await makeLog(database.db, { userId, tokenId });
    return { user, tokenId, key, log };
  }

  test("a request, by our id, by the client's and by the upstream's", async () => {
    const ctx = await support();
    const log = await makeLog(database.db, { clientRequestId: `client-${newId("req")}`, attemptCount: 1 });
    const upstreamId = `chatcmpl-${newId("req")}`;
    await database.db.attempt.create({
      data: {
        requestId: log.id,
        position: 0,
        channelId: "chn_x",
        endpoint: "x",
        startedAt: log.createdAt,
        durationMs: 1,
        upstreamId,
      },
    });
    for (const q of [log.id, log.clientRequestId, upstreamId]) {
      const found = await resolve(ctx, q);
      expect(
        found.requests.map(({ id }) => id),
        q,
      ).toEqual([log.id]);
      expect(found.records).toEqual([]);
    }
  });

  test("a key, whole or as it is shown, and its token", async () => {
    const ctx = await support();
    const { tokenId, key, log } = await makeCustomer();
    for (const q of [key, `${key.slice(0, 7)}…${key.slice(-4)}`, `${key.slice(0, 7)}...${key.slice(-4)}`, tokenId]) {
      const { records } = await resolve(ctx, q);
      expect(records, q).toMatchObject([{ kind: "token", id: tokenId, requests: [{ id: log.id }] }]);
    }
    const byPrefix = await resolve(ctx, key.slice(0, 7));
    expect(byPrefix.records.map(({ id }) => id)).toContain(tokenId);
  });

  test("an account, by id, name and mail in any case", async () => {
    const ctx = await support();
    const { user, log } = await makeCustomer();
    for (const q of [user.id, user.username, user.email?.toUpperCase() ?? ""]) {
      const { records } = await resolve(ctx, q);
      expect(records, q).toMatchObject([{ kind: "user", id: user.id, requests: [{ id: log.id }] }]);
    }
  });

  test("an order by its number and the provider's, a ledger entry with its hour, a channel", async () => {
    const ctx = await support();
    const { user, log } = await makeCustomer();
    const orderId = newId("pay");
    const providerReference = `cs_test_${orderId}`;
    await database.db.paymentOrder.create({
      data: {
        id: orderId,
        userId: user.id,
        purpose: "top_up",
        provider: "manual",
        amountMinor: 100n,
        currency: "USD",
        price: "1",
        idempotencyKey: orderId,
        providerReference,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    for (const q of [orderId, providerReference]) {
      expect((await resolve(ctx, q)).records).toMatchObject([
        { kind: "order", id: orderId, requests: [{ id: log.id }] },
      ]);
    }
    const entryId = newId("led");
    const hourAt = hourOf(log.createdAt.getTime());
    await database.db.ledgerEntry.create({
      data: {
        id: entryId,
        userId: user.id,
        kind: "consume",
        amount: -1n,
        balanceAfter: 0n,
        idempotencyKey: consumeKey(user.id, hourAt),
        createdAt: log.createdAt,
      },
    });
    expect((await resolve(ctx, entryId)).records).toMatchObject([{ kind: "ledgerEntry", requests: [{ id: log.id }] }]);
    const channelId = newId("chn");
    await database.db.channel.create({
      data: {
        id: channelId,
        name: channelId,
        searchText: "",
        provider: "openai",
        baseUrl: "http://x",
        models: "[]",
        groups: "[]",
      },
    });
    expect((await resolve(ctx, channelId)).records).toMatchObject([{ kind: "channel", id: channelId, requests: [] }]);
  });

  test("a request that still runs", async () => {
    const ctx = await support();
    const { user } = await makeCustomer();
    const id = newId("req");
    const expiresAt = new Date(Date.now() + 60_000);
    await database.db.hold.create({
      data: { id, userId: user.id, amount: 7n, tokenAmount: 0n, model: "m", ownerId: "nod_x", expiresAt },
    });
    expect(await resolve(ctx, id)).toMatchObject({ requests: [], running: { id, amount: 7n }, records: [] });
  });

  test("nothing of other people to a customer, and all of their own", async () => {
    const [mine, theirs] = [await makeCustomer(), await makeCustomer()];
    const ctx = await contextOf(database.db, mine.user);
    const nothing = { requests: [], running: null, records: [] };
    for (const q of [theirs.log.id, theirs.key, theirs.tokenId, theirs.user.id, theirs.user.username, "chn_x"]) {
      expect(await resolve(ctx, q), q).toEqual(nothing);
    }
    expect((await resolve(ctx, mine.log.id)).requests).toMatchObject([{ id: mine.log.id, upstream: null }]);
    expect((await resolve(ctx, mine.key)).records).toMatchObject([{ kind: "token", id: mine.tokenId }]);
  });

  test("wildcards, quotes and nonsense name nothing", async () => {
    const ctx = await support();
    for (const q of ["%", "' OR 1=1 --", "sk-%%%%", "req_", "…", "x".repeat(256)]) {
      expect(await resolve(ctx, q), q).toEqual({ requests: [], running: null, records: [] });
    }
  });
});
