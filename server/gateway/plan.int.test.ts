import { afterAll, beforeAll, expect, it } from "vitest";
import { withTransaction } from "@/server/kernel/transaction";
import { verifyLedger } from "@/server/money/ledger/verify";
import { activateSubscription } from "@/server/money/subscription/activate";
import { SubscriptionCancelInput } from "@/server/money/subscription/schema";
import { cancelSubscription } from "@/server/money/subscription/service/cancel";
import { setFunding } from "@/server/money/subscription/service/funding";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { contextOf, systemOf } from "@/server/testing/people";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway } from "./testing/site";

const START = 1_000_000n;

eachEngine("plans at the gateway", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    await createChannel(database.db, { baseUrl: upstream.url, models: ["gpt-test"] });
    await priceModels(database.db, ["gpt-test"]);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  /** A customer whose plan gives `periodQuota`, and what they do. */
  async function subscriber(periodQuota: bigint) {
    const { db } = database;
    const customer = await createCustomer(db, START);
    const { planVersionId } = await makePlan(db, { limits: { periodQuota } });
    const { userId } = customer;
    const { subscriptionId } = await withTransaction(systemOf(db), (tx) =>
      activateSubscription(tx, { userId, planVersionId }),
    );
    await gateway.watch.check();
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    return {
      subscriptionId,
      ctx: await contextOf(db, user),
      ask: () => callApi(gateway.port, { key: customer.key, body: chat("gpt-test", { max_tokens: 50 }) }),
      balance: async () => (await db.user.findUniqueOrThrow({ where: { id: userId } })).balance,
    };
  }
  const logOf = (id: string) => database.db.log.findUniqueOrThrow({ where: { id } });

  it("a plan runs out and the wallet takes over within one request, whose log shows both parts", async () => {
    const one = await subscriber(5n);
    const split = await logOf((await one.ask()).requestId);
    expect(split).toMatchObject({ planQuota: 5n, subscriptionId: one.subscriptionId, outcome: "completed" });
    expect(split.quota).toBeGreaterThan(5n);
    expect(await one.balance()).toBe(START - split.quota + 5n);
    const next = await logOf((await one.ask()).requestId);
    expect(next).toMatchObject({ planQuota: 0n, subscriptionId: null });
    expect(await one.balance()).toBe(START - split.quota + 5n - next.quota);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  it("who pays by plan only is refused when it is spent, and told which limit and when it resets", async () => {
    const one = await subscriber(5n);
    await setFunding(one.ctx, { fundingOrder: "plan_only", reason: "" });
    await gateway.watch.check();
    const refused = await one.ask();
    expect(refused.status).toBe(429);
    expect(refused.json.error).toMatchObject({ type: "insufficient_quota", code: "plan_limit_reached" });
    expect(JSON.stringify(refused.json)).toMatch(
      /period limit of your plan: \$0\.00 of \$0\.00001 is spent; it resets at 2/,
    );
    expect(await one.balance()).toBe(START);
    await setFunding(one.ctx, { fundingOrder: "plan_first", reason: "" });
    await gateway.watch.check();
    expect((await one.ask()).status).toBe(200);
  });

  it("a plan that was cancelled at once pays for nothing any more", async () => {
    const one = await subscriber(1_000_000n);
    expect(await logOf((await one.ask()).requestId)).toMatchObject({ subscriptionId: one.subscriptionId });
    expect(await one.balance()).toBe(START);
    await cancelSubscription(one.ctx, SubscriptionCancelInput.parse({ id: one.subscriptionId, at: "now" }));
    await gateway.watch.check();
    expect(await logOf((await one.ask()).requestId)).toMatchObject({ planQuota: 0n, subscriptionId: null });
    expect(await one.balance()).toBeLessThan(START);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });
});
