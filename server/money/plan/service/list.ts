import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import type { PlanListInput } from "../schema";
import { readTerms } from "../terms";
import { walletPrice } from "../wallet-price";
import { countSubscribers, findPlan, PLAN_PARTS, type PlanView, siteMoney, toPlanView } from "./row";

/** More plans than this nobody compares. */
const PLANS_MAX = 200;
const BY_POSITION = [{ position: "asc" as const }, { id: "asc" as const }];

/** All plans for staff, in the order customers see them; the deleted ones alone when asked for. */
export async function listPlans(ctx: ServiceContext, input: PlanListInput): Promise<PlanView[]> {
  authorize(ctx, "plan.readAny");
  const rows = await ctx.db.plan.findMany({
    where: { deletedAt: input.isDeleted ? { not: null } : null },
    include: PLAN_PARTS,
    orderBy: BY_POSITION,
    take: PLANS_MAX,
  });
  const ids = rows.map(({ id }) => id);
  const countOf = await countSubscribers(ctx, ids);
  return rows.map((row) => toPlanView(row, countOf));
}

/** One plan with all its versions, deleted ones too. Throws NOT_FOUND. */
export async function getPlan(ctx: ServiceContext, input: { id: string }): Promise<PlanView> {
  authorize(ctx, "plan.readAny");
  const row = await findPlan(ctx, input.id);
  return toPlanView(row, await countSubscribers(ctx, [row.id]));
}

/** What customers may subscribe to now, in the order the site gives; `ownSubscriptionId` is the one of theirs that runs. */
export async function listOffers(ctx: ServiceContext) {
  authorize(ctx, "plan.read");
  const [plans, own] = await Promise.all([
    ctx.db.plan.findMany({
      where: { isActive: true, deletedAt: null, currentVersionId: { not: null } },
      include: PLAN_PARTS,
      orderBy: BY_POSITION,
      take: PLANS_MAX,
    }),
    ctx.db.subscription.findMany({
      where: { userId: requireUserId(ctx), status: "active", periodEndAt: { gt: ctx.clock() } },
      select: { id: true, planId: true },
    }),
  ]);
  return plans.flatMap((plan) => {
    const version = plan.versions.find(({ id }) => id === plan.currentVersionId);
    if (!version) return [];
    return {
      planId: plan.id,
      planVersionId: version.id,
      name: plan.name,
      description: plan.description,
      terms: readTerms(version),
      /** Null: the site has no rate for the currency, so only a payment buys it. */
      walletPrice: walletPrice({ minor: version.priceMinor, currency: version.currency }, siteMoney()),
      ownSubscriptionId: own.find(({ planId }) => planId === plan.id)?.id ?? null,
    };
  });
}
