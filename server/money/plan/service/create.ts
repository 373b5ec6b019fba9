import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import type { PlanCreateInput, PlanTerms } from "../schema";
import { writeTerms } from "../terms";
import { auditedTerms, plateOf, requireGroups, revisePlan } from "./row";

/** Makes a plan with its first version. Throws BAD_INPUT (plan.group_unknown). */
export async function createPlan(ctx: ServiceContext, input: PlanCreateInput): Promise<{ id: string }> {
  authorize(ctx, "plan.manage");
  const { terms, reason, ...plate } = input;
  return withTransaction(ctx, async (tx) => {
    await requireGroups(tx, terms.groupNames);
    const id = newId("pln");
    await tx.db.plan.create({ data: { id, ...plate, createdAt: tx.clock() } });
    const versionId = await addVersion(tx, { planId: id, number: 1, terms });
    await tx.db.plan.update({ where: { id }, data: { currentVersionId: versionId } });
    const audited = { before: null, after: { ...plateOf(plate), ...auditedTerms(terms) } };
    await revisePlan(tx, { id, action: "plan.create", before: null, reason, audited });
    return { id };
  });
}

/** Writes a version, which never changes afterwards. Out: its id. */
export async function addVersion(
  tx: ServiceContext,
  version: { planId: string; number: number; terms: PlanTerms },
): Promise<string> {
  const { planId, number, terms } = version;
  const id = newId("plv");
  await tx.db.planVersion.create({
    data: { id, planId, number, ...writeTerms(terms), creatorId: actorId(tx), createdAt: tx.clock() },
  });
  return id;
}
