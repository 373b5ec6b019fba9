import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { verifyLedger } from "@/server/money/ledger/verify";
import { chargeFor } from "@/server/supply/price/charge";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import type { RunningGateway } from "./start";
import { type ApiAnswer, callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const PRICE = { mode: "token", inputPrice: "1", outputPrice: "2", cachedInputPrice: null, callPrice: "0" };

eachEngine("keys in groups", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  let customer: TestCustomer;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    const { url: baseUrl } = upstream;
    await makeDefaultGroup(db);
    const groups = [
      { name: "cheap", ratio: "0.5", isSelectable: true },
      { name: "dear", ratio: "7", isSelectable: true, accountRatios: JSON.stringify({ default: "3", other: "9" }) },
      { name: "staff", ratio: "1" },
    ];
    for (const group of groups) await db.group.create({ data: { ...group, displayName: group.name } });
    await createChannel(db, { baseUrl, group: "cheap", models: ["in-cheap", "in-both", "unpriced"] });
    await createChannel(db, { baseUrl, group: "cheap", models: ["fails-in-cheap"], keys: ["sk-mock-500"] });
    await createChannel(db, { baseUrl, group: "dear", models: ["in-dear", "in-both", "fails-in-cheap"] });
    await createChannel(db, { baseUrl, group: "staff", models: ["in-staff"] });
    await priceModels(db, ["in-cheap", "in-dear", "in-both", "fails-in-cheap", "in-staff"]);
    await replaceSetting(db, "access.autoGroups", ["staff", "cheap", "dear"]);
    customer = await createCustomer(db, 1_000_000_000n);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  async function putTokenIn(groupName: string | null): Promise<void> {
    await database.db.token.update({ where: { id: customer.tokenId }, data: { groupName } });
    await reload("access");
  }
  async function reload(topic: "access" | "price"): Promise<void> {
    await bumpStateVersion(systemOf(database.db), topic);
    await gateway.watch.check();
  }
  const call = (model: string) => callApi(gateway.port, { key: customer.key, body: chat(model, { max_tokens: 50 }) });
  const codeOf = ({ json }: ApiAnswer) => (json.error as Record<string, string>).code;
  async function billOf({ requestId: id }: ApiAnswer) {
    const log = await vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });
    const price = await database.db.priceSnapshot.findUniqueOrThrow({ where: { id: log.priceId ?? "" } });
    return { log, price };
  }

  test("an account pays the ratio that a group has for the accounts of its own group", async () => {
    await putTokenIn("dear");
    const answer = await call("in-dear");
    expect(answer.status).toBe(200);
    const { log, price } = await billOf(answer);
    expect(price.groupRatio).toBe("3");
    expect(log.quota).toBe(chargeFor({ price: PRICE, usage: log, groupRatio: "3" }));
    expect(log.reservedQuota).toBeGreaterThanOrEqual(log.quota);
  });

  test("a key with the group auto goes to the first group that serves, and pays what that one costs", async () => {
    await putTokenIn("auto");
    for (const [model, group, ratio] of [
      ["in-cheap", "cheap", "0.5"],
      ["in-dear", "dear", "3"],
      ["in-both", "cheap", "0.5"],
      ["fails-in-cheap", "dear", "3"],
    ] as const) {
      const answer = await call(model);
      expect(answer.status, model).toBe(200);
      const { log, price } = await billOf(answer);
      expect(log).toMatchObject({ model, groupName: group });
      expect(price.groupRatio).toBe(ratio);
      expect(log.quota).toBe(chargeFor({ price: PRICE, usage: log, groupRatio: ratio }));
      expect(log.reservedQuota).toBeGreaterThanOrEqual(log.quota);
    }
  });

  test("what such a request may cost is what its dearest group costs", async () => {
    await putTokenIn("auto");
    const { log: ofBoth } = await billOf(await call("in-both"));
    const { log: ofCheap } = await billOf(await call("in-cheap"));
    expect(ofBoth.reservedQuota).toBe(ofCheap.reservedQuota * 6n);
  });

  test("a key with the group auto is told of the models of all its groups, and of no others", async () => {
    await putTokenIn("auto");
    const { json } = await callApi(gateway.port, { key: customer.key, path: "/v1/models" });
    const names = (json.data as { id: string }[]).map(({ id }) => id);
    expect(names).toEqual(["fails-in-cheap", "in-both", "in-cheap", "in-dear"]);
    expect((await call("in-staff")).status).toBe(404);
  });

  test("a model without a price is served for nothing on a site that serves its owners alone, and nowhere else", async () => {
    await putTokenIn("auto");
    expect(codeOf(await call("unpriced"))).toBe("model_not_priced");
    await replaceSetting(database.db, "site.selfUse", true);
    await gateway.watch.check();
    const answer = await call("unpriced");
    expect(answer.status).toBe(200);
    expect((await billOf(answer)).log).toMatchObject({ groupName: "cheap", quota: 0n, reservedQuota: 0n });
    await replaceSetting(database.db, "site.selfUse", false);
    await gateway.watch.check();
    expect((await call("unpriced")).status).toBe(400);
  });

  test("a key is refused in a group that its account's group takes away, until it gives it back", async () => {
    await putTokenIn("cheap");
    const take = async (removedGroups: string[]) => {
      await database.db.group.update({
        where: { name: "default" },
        data: { removedGroups: JSON.stringify(removedGroups) },
      });
      await reload("price");
    };
    await take(["cheap"]);
    const refused = await call("in-cheap");
    expect([refused.status, codeOf(refused)]).toEqual([403, "group_not_allowed"]);
    expect((await callApi(gateway.port, { key: customer.key, path: "/v1/models" })).status).toBe(403);
    const balance = async () => (await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } })).balance;
    const before = await balance();
    expect((await call("in-cheap")).status).toBe(403);
    expect(await balance()).toBe(before);
    await putTokenIn("auto");
    expect((await billOf(await call("in-both"))).log.groupName).toBe("dear");
    await putTokenIn("cheap");
    await take([]);
    expect((await call("in-cheap")).status).toBe(200);
  });

  test("a key that an administrator put into a closed group stays in it", async () => {
    await putTokenIn("staff");
    expect((await call("in-staff")).status).toBe(200);
    await replaceSetting(database.db, "access.enforceTokenGroups", "all");
    await gateway.watch.check();
    expect(codeOf(await call("in-staff"))).toBe("group_not_allowed");
    await replaceSetting(database.db, "access.enforceTokenGroups", "removed");
    await gateway.watch.check();
  });
});
