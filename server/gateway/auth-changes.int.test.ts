import { inspect } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { TokenCreateInput } from "@/server/access/token/schema";
import { createToken } from "@/server/access/token/service/create";
import { deleteToken, restoreToken } from "@/server/access/token/service/remove";
import { rollToken } from "@/server/access/token/service/roll";
import { expireToken, setTokenStatus } from "@/server/access/token/service/set-status";
import { updateToken } from "@/server/access/token/service/update";
import { deleteUser, restoreUser } from "@/server/identity/user/service/remove";
import { setUserRole } from "@/server/identity/user/service/set-role";
import { disableUser, enableUser } from "@/server/identity/user/service/set-status";
import { updateUser } from "@/server/identity/user/service/update";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { StateWatch } from "@/server/kernel/state-watch";
import { SubscribeInput, SubscriptionCancelInput, SubscriptionStartInput } from "@/server/money/subscription/schema";
import { setAutoRenew } from "@/server/money/subscription/service/auto-renew";
import { cancelSubscription } from "@/server/money/subscription/service/cancel";
import { setFunding } from "@/server/money/subscription/service/funding";
import { startForUser } from "@/server/money/subscription/service/subscribe";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { CreateOwnProviderInput } from "@/server/supply/own-provider/schema";
import { createOwnProvider, deleteOwnProvider } from "@/server/supply/own-provider/service";
import { disableAnyOwnProvider } from "@/server/supply/own-provider/staff";
import { setOwnProviderPolicy } from "@/server/supply/own-provider/switches";
import { eachEngine, type TestDatabase } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { AuthCache } from "./auth-cache";
import { followChanges } from "./auth-changes";
import { findAuthEntry } from "./auth-entry";
import { KnownChanges } from "./known-changes";
import { createCustomer, type TestCustomer } from "./testing/site";

const NEVER_MS = 3_600_000;
/** Matchers are functions: they are the same when what they are made of is. */
const shown = (entry: unknown) => inspect(entry, { depth: null });

eachEngine("what a change of one account empties", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await database.db.group.create({ data: { name: "vip", displayName: "Vip" } });
    await replaceSetting(database.db, "providers.ownAllowedHosts", ["127.0.0.1"]);
    await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
  });

  test("are its own keys, whatever changed, and nobody else's: only these are read again", async () => {
    const { cache, reads, watch } = await memoryOf(database);
    const [customer, ...others] = await Promise.all(Array.from({ length: 4 }, () => makeCustomer(database)));
    if (!customer) throw new Error("nobody is there");
    const { ctx } = await signedInAs(database.db, "root");
    const own = await contextOf(
      database.db,
      await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } }),
    );
    for (const { hash } of [customer, ...others]) await cache.read(hash);
    for (const [name, change] of changesOf(database, { ctx, own, customer })) {
      reads.length = 0;
      await change();
      await watch.check();
      for (const { hash } of [customer, ...others]) if (cache.peek(hash) === undefined) await cache.read(hash);
      expect(reads, name).toEqual([customer.hash]);
      // What is in memory is what the database says now.
      const now = await findAuthEntry(database.db, customer.hash);
      expect(shown(cache.peek(customer.hash)), name).toBe(shown(now));
    }
    watch.stop();
  });
});

type Hashed = TestCustomer & { hash: string };

async function makeCustomer({ db }: TestDatabase): Promise<Hashed> {
  const customer = await createCustomer(db, 1_000_000_000n);
  return { ...customer, hash: sha256Hex(customer.key) };
}

/** A gateway's memory of keys, which notes what it reads. */
async function memoryOf({ db }: TestDatabase) {
  const reads: string[] = [];
  const cache = new AuthCache((hash) => {
    reads.push(hash);
    return findAuthEntry(db, hash);
  });
  const watch = new StateWatch(db, { pollMs: NEVER_MS });
  watch.on(["access", "identity"], (moves) => followChanges({ db, auth: cache, known: new KnownChanges() }, moves));
  await watch.check();
  return { cache, reads, watch };
}

type Change = readonly [name: string, run: () => Promise<unknown>];
type Acting = { ctx: ServiceContext; own: ServiceContext; customer: Hashed };

/** Every way in which what a gateway keeps of a customer's key can change, one after the other. */
function changesOf({ db }: TestDatabase, { ctx, own, customer }: Acting): Change[] {
  const { userId, tokenId } = customer;
  const version = async () => (await db.token.findUniqueOrThrow({ where: { id: tokenId } })).version;
  const userVersion = async () => (await db.user.findUniqueOrThrow({ where: { id: userId } })).version;
  let providerId = "";
  let subscriptionId = "";
  const provider = (name: string) =>
    CreateOwnProviderInput.parse({ name, type: "custom", baseUrl: "http://127.0.0.1:9/v1", models: ["gpt-own"] });
  return [
    [
      "token.update",
      async () => updateToken(ctx, { id: tokenId, version: await version(), modelLimits: ["gpt-test"] }),
    ],
    ["token.disable", () => setTokenStatus(ctx, { id: tokenId, status: "disabled" })],
    ["token.enable", () => setTokenStatus(ctx, { id: tokenId, status: "enabled" })],
    ["token.create", () => createToken(ctx, TokenCreateInput.parse({ userId, name: "another", isUnlimited: true }))],
    ["token.roll", async () => rollToken(ctx, { id: tokenId, version: await version(), overlapHours: 1 })],
    ["token.delete", () => deleteToken(ctx, { id: tokenId })],
    ["token.restore", () => restoreToken(ctx, { id: tokenId })],
    ["user.update", async () => updateUser(ctx, { id: userId, version: await userVersion(), groupName: "vip" })],
    ["user.disable", () => disableUser(ctx, { id: userId, reason: "reported" })],
    ["user.enable", () => enableUser(ctx, { id: userId })],
    ["user.delete", () => deleteUser(ctx, { id: userId })],
    ["user.restore", () => restoreUser(ctx, { id: userId })],
    ["user.setRole", () => setUserRole(ctx, { id: userId, role: "support" })],
    ["user.setRole back", () => setUserRole(ctx, { id: userId, role: "user" })],
    ["user.setFunding", () => setFunding(own, { fundingOrder: "plan_only", reason: "" })],
    [
      "subscription.start",
      async () => {
        const { planVersionId } = await makePlan(db);
        const wish = { planVersionId, userId, idempotencyKey: newId("req"), paidBy: "wallet", reason: "a wish" };
        ({ subscriptionId } = await startForUser(
          ctx,
          SubscriptionStartInput.parse({ ...SubscribeInput.parse(wish), ...wish }),
        ));
      },
    ],
    ["subscription.setAutoRenew", () => setAutoRenew(own, { id: subscriptionId, isAutoRenew: true, reason: "" })],
    [
      "subscription.cancel",
      () => cancelSubscription(own, SubscriptionCancelInput.parse({ id: subscriptionId, at: "now", reason: "" })),
    ],
    [
      "ownProvider.create",
      async () => {
        await createOwnProvider(own, provider("mine"));
        providerId = (await db.channel.findFirstOrThrow({ where: { ownerId: userId } })).id;
      },
    ],
    ["ownProvider.setPolicy", () => setOwnProviderPolicy(own, { policy: "only" })],
    ["ownProvider.disableAny", () => disableAnyOwnProvider(ctx, { id: providerId, reason: "reported" })],
    ["ownProvider.delete", () => deleteOwnProvider(own, { name: "mine" })],
    ["token.expire", () => expireToken(ctx, { id: tokenId })],
  ];
}
