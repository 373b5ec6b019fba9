import { getSetting } from "@/server/configuration/setting/current";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { enabledProviders } from "@/server/money/payment/registry";
import { type Price, priceOf } from "../price";
import type { TopUpQuoteInput } from "../schema";
import { priceTerms } from "../terms";

/** What can be chosen: the amounts offered, and how it can be paid. */
export async function getTopUpOptions(ctx: ServiceContext) {
  authorize(ctx, "order.createOwn");
  return {
    amountsUsd: getSetting("payment.amountOptionsUsd"),
    minUsd: getSetting("payment.amountMinUsd"),
    maxUsd: getSetting("payment.amountMaxUsd"),
    providers: enabledProviders().map((provider) => ({
      id: provider.id,
      methods: provider.methods(),
      instructions: provider.id === "manual" ? getSetting("payment.manualInstructions") : "",
    })),
  };
}

/**
 * What an amount of credit costs by each provider that is on, for oneself or, with the right to create for others, for a
 * customer. The same function prices the order. Throws BAD_INPUT (order.amount_*).
 */
export async function quoteTopUp(ctx: ServiceContext, input: TopUpQuoteInput) {
  authorize(ctx, "order.createOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (input.userId !== undefined) authorize(ctx, "order.manage");
  const { groupName } = await findCustomer(ctx, userId);
  return enabledProviders().map(({ id }) => ({ provider: id, ...priceOf(input.quota, priceTerms(id, groupName)) }));
}

export type Customer = { id: string; username: string; groupName: string; role: string };

/** An account that can be sold something. Throws NOT_FOUND. */
export async function findCustomer(ctx: ServiceContext, userId: string): Promise<Customer> {
  const user = await ctx.db.user.findUnique({
    where: { id: userId },
    select: { id: true, username: true, groupName: true, role: true, deletedAt: true },
  });
  if (!user || user.deletedAt !== null) throw notFound("user");
  return user;
}

/** What a plan's version costs now. Throws PRECONDITION_FAILED (order.plan_unavailable) for one that is no longer sold. */
export async function pricePlan(ctx: ServiceContext, planVersionId: string): Promise<Omit<Price, "breakdown">> {
  const version = await ctx.db.planVersion.findUnique({ where: { id: planVersionId }, include: { plan: true } });
  const isSold =
    version?.plan.isActive && version.plan.deletedAt === null && version.plan.currentVersionId === version.id;
  if (!version || !isSold) throw new AppError("PRECONDITION_FAILED", { reason: "order.plan_unavailable" });
  return { amountMinor: version.priceMinor, currency: version.currency, quota: 0n };
}
