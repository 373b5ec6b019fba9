import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { findOrder, orderTarget, paidOrderOf } from "@/server/money/order/service/row";
import type { PaymentNews } from "../provider";
import type { PaymentProviderId } from "../provider-schema";
import { requireEnabledProvider } from "../registry";
import { judgeEvent } from "./judge";
import { recordEvent } from "./record";
import type { EventOutcome } from "./replay";

/**
 * Asks the provider now what became of an order, and acts on the answer like on a callback. Throws PRECONDITION_FAILED
 * (payment.cannot_query, payment.no_reference, order.provider_off), UPSTREAM when it does not answer.
 */
export async function queryProvider(ctx: ServiceContext, input: { orderId: string }): Promise<EventOutcome> {
  authorize(ctx, "payment.replay");
  const order = await findOrder(ctx, input.orderId);
  const answer = await askProvider(ctx, order);
  await withTransaction(ctx, (tx) =>
    audit(tx, { action: "payment.query", target: orderTarget(order), after: { answer: answer.news.outcome } }),
  );
  return actOnAnswer(ctx, order, answer);
}

type Answer = { news: PaymentNews; raw: string };

/** The provider's answer; outside of any transaction. */
export async function askProvider(ctx: ServiceContext, order: PaymentOrder): Promise<Answer> {
  const provider = requireEnabledProvider(order.provider as PaymentProviderId);
  if (!provider.query) {
    throw new AppError("PRECONDITION_FAILED", { reason: "payment.cannot_query", meta: { provider: provider.id } });
  }
  const answer = await provider.query(paidOrderOf(order));
  await ctx.db.paymentOrder.updateMany({ where: { id: order.id }, data: { polledAt: ctx.clock() } });
  return answer;
}

/** Stores an answer as an event and judges it. */
export async function actOnAnswer(ctx: ServiceContext, order: PaymentOrder, answer: Answer): Promise<EventOutcome> {
  const provider = requireEnabledProvider(order.provider as PaymentProviderId);
  const eventId = await recordEvent(ctx, {
    provider: provider.id,
    source: "poll",
    body: answer.raw,
    orderId: order.id,
  });
  const reading = { kind: "news", news: answer.news } as const;
  const { verdict } = await judgeEvent(ctx, { eventId, provider, reading, isAnswered: false });
  return { eventId, verdict };
}
