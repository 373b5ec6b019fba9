import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { closeOrder } from "@/server/money/order/service/close";
import { completeOrder } from "@/server/money/order/service/complete";
import { refundFromProvider } from "@/server/money/order/service/refund-from-provider";
import { finding } from "../finding";
import { toDecimalText } from "../minor-amount";
import type { CallbackReading, PaymentNews, PaymentProvider } from "../provider";
import type { Finding } from "../schema";
import { type Judgement, recordVerdict } from "./record";

type Case = { eventId: string; provider: PaymentProvider; reading: CallbackReading; isAnswered: boolean };

/**
 * Decides about a stored event, acts on it and writes the verdict, all in one transaction: what is acknowledged is done.
 * Never throws for what an event says; a failure of ours is the verdict "failed", and the event can be judged again.
 */
export async function judgeEvent(
  ctx: ServiceContext,
  { eventId, provider, reading, isAnswered }: Case,
): Promise<Judgement> {
  const answerTo = (judgement: Judgement) =>
    isAnswered ? (provider.callback?.answer(judgement.verdict) ?? null) : null;
  try {
    return await withTransaction(ctx, async (tx) => {
      const judgement = await judge(tx, provider, reading);
      await recordVerdict(tx, eventId, { ...judgement, answer: answerTo(judgement) });
      return judgement;
    });
  } catch (error) {
    const fault = toAppError(error);
    logger.error({ err: error, eventId }, "an event of a payment provider could not be acted on");
    const orderId = reading.kind === "news" ? await knownOrderId(ctx, reading.news.orderId) : null;
    const failed: Judgement = {
      verdict: "failed",
      finding: finding("failed", { reason: fault.reason ?? fault.code }),
      orderId,
    };
    await recordVerdict(ctx, eventId, { ...failed, answer: answerTo(failed) });
    return failed;
  }
}

async function judge(tx: ServiceContext, provider: PaymentProvider, reading: CallbackReading): Promise<Judgement> {
  switch (reading.kind) {
    case "forged":
      return { verdict: "bad_signature", finding: reading.finding, orderId: null };
    case "ignored":
    case "mismatch": {
      const orderId = await knownOrderId(tx, reading.orderId ?? "");
      return { verdict: reading.kind, finding: reading.finding, orderId };
    }
    case "news":
      return judgeNews(tx, provider, reading.news);
  }
}

async function knownOrderId(ctx: ServiceContext, id: string): Promise<string | null> {
  const row = await ctx.db.paymentOrder.findUnique({ where: { id }, select: { id: true } });
  return row?.id ?? null;
}

async function judgeNews(tx: ServiceContext, provider: PaymentProvider, news: PaymentNews): Promise<Judgement> {
  const order = await tx.db.paymentOrder.findUnique({ where: { id: news.orderId } });
  if (!order)
    return { verdict: "unknown_order", finding: finding("unknown_order", { id: news.orderId }), orderId: null };
  const orderId = order.id;
  const { eventId } = news;
  if (eventId && (await tx.db.paymentEvent.findUnique({ where: { dedupeKey: eventId }, select: { id: true } }))) {
    return { verdict: "duplicate", finding: finding("acted_on", { id: eventId }), orderId };
  }
  const fault = await findMismatch(tx, { order, provider, news });
  if (fault) return { verdict: "mismatch", finding: fault, orderId };
  const judgement = await act(tx, order, news);
  return { ...judgement, orderId, dedupeKey: judgement.verdict === "accepted" ? eventId : null };
}

type Claim = { order: PaymentOrder; provider: PaymentProvider; news: PaymentNews };

/** Compares what came with what was ordered. A right signature says who speaks, not that it is about this payment. */
async function findMismatch(tx: ServiceContext, { order, provider, news }: Claim): Promise<Finding | null> {
  if (order.provider !== provider.id) return finding("other_provider", { provider: order.provider });
  if (news.outcome !== "paid" && news.outcome !== "refunded") return null;
  if (news.currency !== order.currency) {
    return finding("currency", { came: news.currency, due: order.currency });
  }
  if (news.amountMinor !== order.amountMinor) {
    const came = toDecimalText(news.amountMinor, order.currency);
    const due = toDecimalText(order.amountMinor, order.currency);
    return finding("amount", { came, due, currency: order.currency });
  }
  const { reference } = news;
  if (!reference || reference === order.providerReference) return null;
  if (order.status === "paid" && order.providerReference) {
    return finding("second_payment", { first: order.providerReference, second: reference });
  }
  if (order.providerReference) return finding("other_payment", { came: reference, due: order.providerReference });
  // Another copy of this very word may have paid this order since it was read: that is no payment of another's.
  const other = await tx.db.paymentOrder.findFirst({
    where: { provider: provider.id, providerReference: reference, NOT: { id: order.id } },
  });
  return other && finding("foreign_payment", { reference, order: other.id });
}

type Act = Pick<Judgement, "verdict" | "finding">;

async function act(tx: ServiceContext, order: PaymentOrder, news: PaymentNews): Promise<Act> {
  switch (news.outcome) {
    case "paid": {
      const isLate = order.closedAt !== null;
      const isFirst = await completeOrder(tx, order, { providerReference: news.reference, note: { isLate } });
      if (!isFirst) return { verdict: "duplicate", finding: finding("paid_already") };
      return { verdict: "accepted", finding: isLate ? finding("late", { status: order.status }) : null };
    }
    case "failed":
    case "expired": {
      const isFirst = await closeOrder(tx, order, { status: news.outcome });
      if (isFirst) return { verdict: "accepted", finding: null };
      return { verdict: "ignored", finding: finding("closed_already", { status: order.status }) };
    }
    case "refunded":
      return refundFromProvider(tx, order, news.refundedMinor ?? 0n);
    case "unpaid":
      return { verdict: "ignored", finding: finding("unpaid") };
  }
}
