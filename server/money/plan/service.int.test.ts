import { beforeAll, expect, test } from "vitest";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { activateSubscription } from "../subscription/activate";
import { PlanCreateInput, PlanPublishInput, PlanTerms } from "./schema";
import { createPlan } from "./service/create";
import { getPlan, listOffers, listPlans } from "./service/list";
import { publishPlan } from "./service/publish";
import { deletePlan, restorePlan } from "./service/remove";
import { updatePlan } from "./service/update";

function terms(fields: object = {}) {
  return PlanTerms.parse({
    priceMinor: 2_000n,
    currency: "USD",
    period: "month",
    features: { texts: ["Priority routes"], monthly: [{ name: "Images", value: 500 }] },
    limits: { periodQuota: 20_000_000n, windows: [{ kind: "day", quota: 1_000_000n }] },
    ...fields,
  });
}

let counter = 0;
function newPlan(fields: object = {}) {
  counter += 1;
  return PlanCreateInput.parse({ name: `Pro ${process.pid}-${counter}`, terms: terms(), ...fields });
}

eachEngine("plans", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  test("a plan is kept exactly as it was written, big amounts included", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const limits = { periodQuota: 999_999_999_999_999n, windows: [{ kind: "week" as const, quota: 3n }] };
    const { id } = await createPlan(ctx, newPlan({ terms: terms({ limits, groupNames: ["default"] }) }));
    const plan = await getPlan(ctx, { id });
    expect(plan.current).toMatchObject({
      number: 1,
      walletPrice: 10_000_000n,
      terms: { ...terms({ limits }), groupNames: ["default"] },
    });
    const [event] = await database.db.auditEvent.findMany({ where: { targetKind: "plan", targetId: id } });
    expect(event).toMatchObject({ action: "plan.create" });
  });

  test("a published change is a new version; who subscribed before stays on theirs", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const { id } = await createPlan(ctx, newPlan());
    const first = (await getPlan(ctx, { id })).current;
    const { user } = await signedInAs(database.db, "user");
    const buy = (planVersionId: string) =>
      withTransaction(systemOf(database.db), (tx) => activateSubscription(tx, { userId: user.id, planVersionId }));
    await buy(first?.id ?? "");
    await publishPlan(ctx, PlanPublishInput.parse({ id, version: 1, terms: terms({ priceMinor: 3_000n }) }));
    const plan = await getPlan(ctx, { id });
    expect(plan.versions.map((version) => [version.number, version.isCurrent, version.subscriberCount])).toEqual([
      [2, true, 0],
      [1, false, 1],
    ]);
    expect(plan.versions[1]?.terms).toEqual(terms());
    const unchanged = PlanPublishInput.parse({ id, version: 2, terms: terms({ priceMinor: 3_000n }) });
    await expect(publishPlan(ctx, unchanged)).rejects.toMatchObject({ reason: "plan.unchanged" });
  });

  test("of two who publish at once one wins, and the other is told", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const { id } = await createPlan(ctx, newPlan());
    const publish = (priceMinor: bigint) =>
      publishPlan(ctx, PlanPublishInput.parse({ id, version: 1, terms: terms({ priceMinor }) }));
    const outcomes = await Promise.allSettled([publish(2_100n), publish(2_200n), publish(2_300n)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
    }
    expect(await database.db.planVersion.count({ where: { planId: id } })).toBe(2);
  });

  test("a price that moves more than tenfold wants a second look", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const { id } = await createPlan(ctx, newPlan());
    const slip = { id, version: 1, terms: terms({ priceMinor: 20_001n }) };
    await expect(publishPlan(ctx, PlanPublishInput.parse(slip))).rejects.toMatchObject({ reason: "price.jump" });
    await publishPlan(ctx, PlanPublishInput.parse({ ...slip, isJumpConfirmed: true }));
  });

  test("customers are offered what is active and not deleted, in its order", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const customer = await signedInAs(database.db, "user");
    const [second, first, hidden] = [newPlan({ position: 9_002 }), newPlan({ position: 9_001 }), newPlan()];
    const made = await createPlan(ctx, second);
    await createPlan(ctx, first);
    await createPlan(ctx, { ...hidden, isActive: false });
    const names = async () => (await listOffers(customer.ctx)).map(({ name }) => name);
    const all = await names();
    expect(all.indexOf(first.name)).toBeLessThan(all.indexOf(second.name));
    expect(all).toContain(second.name);
    expect(all).not.toContain(hidden.name);
    await deletePlan(ctx, { id: made.id, version: 1 });
    expect(await names()).not.toContain(second.name);
    expect((await listPlans(ctx, { isDeleted: true })).map(({ id }) => id)).toContain(made.id);
    await restorePlan(ctx, { id: made.id, version: 2 });
    expect(await names()).toContain(second.name);
    await updatePlan(ctx, { id: made.id, version: 3, isActive: false });
    expect(await names()).not.toContain(second.name);
    await expect(updatePlan(ctx, { id: made.id, version: 3, name: "Late" })).rejects.toMatchObject({
      reason: "common.stale_version",
    });
  });

  test("a plan opens only groups that there are", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const plan = newPlan({ terms: terms({ groupNames: ["default", "nowhere"] }) });
    await expect(createPlan(ctx, plan)).rejects.toMatchObject({
      reason: "plan.group_unknown",
      meta: { group: "nowhere" },
    });
  });

  test.each([
    ["a negative price", { priceMinor: -1n }],
    ["an allowance of nothing", { limits: { periodQuota: 0n } }],
    ["two limits of one kind", { limits: { windows: [1n, 2n].map((quota) => ({ kind: "day", quota })) } }],
    ["an unknown currency", { currency: "JPY" }],
  ])("%s is refused", (_, fields) => {
    expect(() => terms(fields)).toThrow();
  });
});
