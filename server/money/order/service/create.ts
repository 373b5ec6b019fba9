import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { findSubject } from "@/server/money/ledger/service/subject";
import type { PaymentProvider } from "@/server/money/payment/provider";
import type { PaymentMethod } from "@/server/money/payment/provider-schema";
import { requireEnabledProvider } from "@/server/money/payment/registry";
import { type PriceBreakdown, priceOf } from "../price";
import type { OrderCreateInput } from "../schema";
import { priceTerms } from "../terms";
import { closeOrder } from "./close";
import { findCustomer, pricePlan } from "./quote";
import { orderTarget } from "./row";

/** A customer with so many open orders has a program that makes them, or lost his way. */
const OPEN_ORDERS_MAX = 20;

/** Where to pay; `checkoutUrl` is "" where there is no page to go to, and the instructions say how. */
export type CreatedOrder = { id: string; checkoutUrl: string };

/**
 * Makes an order, and only then its payment page, so that no payment can be without an order: for oneself, or after a
 * step-up for a customer. The same key again answers the same order. Throws PRECONDITION_FAILED (order.provider_off,
 * order.method_off, order.currency_mismatch, order.plan_unavailable, order.too_many_open), BAD_INPUT (order.amount_*),
 * UPSTREAM when the provider makes no page: the order is then failed.
 */
export async function createOrder(ctx: ServiceContext, input: OrderCreateInput): Promise<CreatedOrder> {
  authorize(ctx, "order.createOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) {
    authorize(ctx, "order.manage");
    await requireStepUp(ctx);
    await findSubject(ctx, userId);
  }
  const provider = requireEnabledProvider(input.provider);
  requireMethod(provider, input.method);
  const order = await storeOrder(ctx, { ...input, userId, provider });
  return openCheckout(ctx, provider, order);
}

function requireMethod(provider: PaymentProvider, method: PaymentMethod): void {
  if (provider.methods().includes(method)) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "order.method_off", meta: { method } });
}

type NewOrder = Omit<OrderCreateInput, "provider" | "userId"> & { userId: string; provider: PaymentProvider };

function storeOrder(ctx: ServiceContext, input: NewOrder): Promise<PaymentOrder> {
  // The key is the customer's own: nobody reaches another's order by guessing it.
  const idempotencyKey = `${input.userId}:${input.idempotencyKey}`;
  return withTransaction(ctx, async (tx) => {
    const earlier = await tx.db.paymentOrder.findUnique({ where: { idempotencyKey } });
    if (earlier) return earlier;
    await requireFewOpen(tx, input.userId);
    const price = await priceItem(tx, input);
    const row = await tx.db.paymentOrder.create({
      data: { ...orderData(tx, input), ...price, price: JSON.stringify(price.price), idempotencyKey },
    });
    await audit(tx, {
      action: "order.create",
      target: orderTarget(row),
      after: { userId: row.userId, purpose: row.purpose, provider: row.provider, ...price, status: "pending" },
    });
    return row;
  });
}

function orderData(tx: ServiceContext, { userId, item, provider, method }: NewOrder) {
  const now = tx.clock();
  return {
    id: newId("pay"),
    userId,
    purpose: item.purpose,
    provider: provider.id,
    method,
    planVersionId: item.purpose === "subscription" ? item.planVersionId : null,
    creatorId: actorId(tx),
    createdAt: now,
    expiresAt: new Date(now.getTime() + provider.expiryMs()),
  };
}

type ItemPrice = { amountMinor: bigint; currency: string; quota: bigint; price: PriceBreakdown | null };

async function priceItem(tx: ServiceContext, { userId, item, provider }: NewOrder): Promise<ItemPrice> {
  if (item.purpose === "subscription") {
    const price = await pricePlan(tx, item.planVersionId);
    if (provider.acceptsCurrency(price.currency)) return { ...price, price: null };
    throw new AppError("PRECONDITION_FAILED", {
      reason: "order.currency_mismatch",
      meta: { currency: price.currency, provider: provider.id },
    });
  }
  const { groupName } = await findCustomer(tx, userId);
  const { breakdown, ...price } = priceOf(item.quota, priceTerms(provider.id, groupName));
  return { ...price, price: breakdown };
}

async function requireFewOpen(tx: ServiceContext, userId: string): Promise<void> {
  const count = await tx.db.paymentOrder.count({ where: { userId, status: "pending" } });
  if (count < OPEN_ORDERS_MAX) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "order.too_many_open", meta: { max: OPEN_ORDERS_MAX } });
}

/** The provider is asked outside of any transaction, and can be asked again for one order: a retry after a crash is safe. */
async function openCheckout(
  ctx: ServiceContext,
  provider: PaymentProvider,
  order: PaymentOrder,
): Promise<CreatedOrder> {
  const { id, checkoutUrl, status, method, amountMinor, currency, expiresAt } = order;
  if (checkoutUrl !== "" || status !== "pending") return { id, checkoutUrl };
  try {
    const checkout = await provider.createCheckout({
      orderId: id,
      method: method as PaymentMethod,
      amountMinor,
      currency,
      title: `${getSetting("site.name")} ${id}`,
      expiresAt,
    });
    await ctx.db.paymentOrder.updateMany({
      where: { id, status: "pending" },
      data: { checkoutUrl: checkout.url, ...(checkout.reference ? { providerReference: checkout.reference } : {}) },
    });
    return { id, checkoutUrl: checkout.url };
  } catch (error) {
    const reason = toAppError(error).message;
    await withTransaction(ctx, (tx) => closeOrder(tx, order, { status: "failed", reason }));
    throw error;
  }
}
