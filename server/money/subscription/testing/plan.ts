import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { PlanTerms } from "../../plan/schema";
import { writeTerms } from "../../plan/terms";

/** A plan that is offered, with its first version. 10 dollars a month unless the terms say otherwise. */
export async function makePlan(db: Db, terms: object = {}): Promise<{ planId: string; planVersionId: string }> {
  const planId = newId("pln");
  await db.plan.create({ data: { id: planId, name: `Plan ${planId.slice(-6)}` } });
  const planVersionId = await addTestVersion(db, { planId, number: 1, terms });
  return { planId, planVersionId };
}

/** Newer terms of a plan, in force from now on. Out: the version's id. */
export async function addTestVersion(
  db: Db,
  version: { planId: string; number: number; terms: object },
): Promise<string> {
  const { planId, number } = version;
  const terms = PlanTerms.parse({
    priceMinor: 1_000n,
    currency: "USD",
    period: "month",
    features: {},
    limits: { periodQuota: 1_000_000n },
    ...version.terms,
  });
  const id = newId("plv");
  await db.planVersion.create({ data: { id, planId, number, ...writeTerms(terms) } });
  await db.plan.update({ where: { id: planId }, data: { currentVersionId: id } });
  return id;
}
