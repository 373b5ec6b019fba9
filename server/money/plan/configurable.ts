import { isDeepStrictEqual } from "node:util";
import type { Application, ConfigurableKind } from "@/server/configuration/revision/kind";
import type { ServiceContext } from "@/server/kernel/context";
import { PlanContent } from "./schema";
import { createPlan } from "./service/create";
import { publishPlan } from "./service/publish";
import { deletePlan, restorePlan } from "./service/remove";
import { PLAN_PARTS, type PlanRow, planContent, plateOf } from "./service/row";
import { updatePlan } from "./service/update";
import { termsFromStored, writeTerms } from "./terms";

/** Plans as history, drafts and documents see them. What customers bought stays with them, whatever comes back. */
export const planKind: ConfigurableKind<PlanContent> = {
  kind: "plan",
  permissions: { read: "plan.readAny", manage: "plan.manage" },
  schema: PlanContent,
  async find(ctx, id) {
    const row = await ctx.db.plan.findFirst({ where: { id, deletedAt: null }, include: PLAN_PARTS });
    return row && { id, label: row.name, content: planContent(row) };
  },
  async list(ctx) {
    const rows = await ctx.db.plan.findMany({
      where: { deletedAt: null },
      include: PLAN_PARTS,
      orderBy: [{ position: "asc" }, { id: "asc" }],
    });
    return rows.map((row) => ({ id: row.id, label: row.name, content: planContent(row) }));
  },
  async apply(tx, application) {
    const { id, content, reason } = application;
    const row = await tx.db.plan.findUnique({ where: { id }, include: PLAN_PARTS });
    if (content === null) {
      if (row?.deletedAt === null) await deletePlan(tx, { id, version: row.version, reason });
      return { id };
    }
    if (row === null) return makePlan(tx, content, reason);
    await changePlan(tx, row, { ...application, content });
    return { id };
  },
};

/** Plans make their ids themselves: one of another installation gets a new one here. */
async function makePlan(tx: ServiceContext, content: PlanContent, reason: string): Promise<{ id: string }> {
  const { terms, ...plate } = content;
  return createPlan(tx, { ...plate, terms: termsFromStored(terms), reason });
}

async function changePlan(tx: ServiceContext, row: PlanRow, application: Application<PlanContent>): Promise<void> {
  const { id, content, reason, isJumpConfirmed } = application;
  if (content === null) return;
  let { version } = row;
  if (row.deletedAt !== null) {
    await restorePlan(tx, { id, version, reason });
    version += 1;
  }
  const { terms, ...plate } = content;
  if (!isDeepStrictEqual(plateOf(row), plateOf(plate))) {
    ({ version } = await updatePlan(tx, { id, version, ...plate, reason }));
  }
  const after = termsFromStored(terms);
  if (isDeepStrictEqual(writeTerms(termsFromStored(planContent(row).terms)), writeTerms(after))) return;
  await publishPlan(tx, { id, version, terms: after, reason, isJumpConfirmed });
}
