import { isDeepStrictEqual } from "node:util";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { isPriceJump } from "@/server/supply/price/price-jump";
import type { PlanPublishInput, PlanTerms } from "../schema";
import { readTerms, writeTerms } from "../terms";
import { addVersion } from "./create";
import { auditedTerms, findLivePlan, planContent, requireGroups, revisePlan } from "./row";

/**
 * Publishes new terms as a new version: who subscribes from now on gets them, who already has stays with what they bought.
 * Throws BAD_INPUT (plan.group_unknown), CONFLICT for a stale version, PRECONDITION_FAILED: plan.unchanged, and price.jump
 * when the price moves tenfold or more and nobody said that this is meant.
 */
export async function publishPlan(
  ctx: ServiceContext,
  input: PlanPublishInput,
): Promise<{ version: number; number: number }> {
  authorize(ctx, "plan.manage");
  const { id, version, terms } = input;
  return withTransaction(ctx, async (tx) => {
    const row = await findLivePlan(tx, id);
    const current = row.versions.find((candidate) => candidate.id === row.currentVersionId);
    const before = current ? readTerms(current) : null;
    if (before) requireMeantChange(before, input);
    await requireGroups(tx, terms.groupNames);
    const number = (row.versions[0]?.number ?? 0) + 1;
    // The guarded update first: of two editors one wins, before either has made a version.
    const { count } = await tx.db.plan.updateMany({
      where: { id, version, deletedAt: null },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("plan");
    const versionId = await addVersion(tx, { planId: id, number, terms });
    await tx.db.plan.update({ where: { id }, data: { currentVersionId: versionId } });
    await revisePlan(tx, {
      id,
      action: "plan.publish",
      before: planContent(row),
      reason: input.reason,
      audited: {
        before: { number: number - 1, ...(before ? auditedTerms(before) : {}) },
        after: { number, ...auditedTerms(terms) },
      },
    });
    return { version: version + 1, number };
  });
}

function requireMeantChange(before: PlanTerms, { terms, isJumpConfirmed }: PlanPublishInput): void {
  if (isDeepStrictEqual(writeTerms(before), writeTerms(terms))) {
    throw new AppError("PRECONDITION_FAILED", { reason: "plan.unchanged" });
  }
  if (isJumpConfirmed || before.currency !== terms.currency) return;
  const [from, to] = [before.priceMinor.toString(), terms.priceMinor.toString()];
  if (!isPriceJump(from, to)) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "price.jump", meta: { before: from, after: to } });
}
