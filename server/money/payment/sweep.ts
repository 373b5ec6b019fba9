import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { closeOrder } from "@/server/money/order/service/close";
import { sendRefund } from "@/server/money/order/service/refund-send";
import type { PaymentProviderId } from "./provider-schema";
import { enabledProviders, findEnabledProvider } from "./registry";
import { judgeEvent } from "./service/judge";
import { actOnAnswer, askProvider } from "./service/query";
import { storedCallback } from "./service/receive";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GAP_MAX_MS = 10 * MINUTE_MS;
const ROWS_A_SWEEP = 100;
/** A callback that nobody judged for so long lost its process on the way. */
const LEFT_AFTER_MS = MINUTE_MS;
/** Money may come after the order expired: for this long its provider is still asked. */
const ASKED_AFTER_EXPIRY_MS = DAY_MS;

export type SweepResult = { judged: number; asked: number; expired: number; refunds: number };

/**
 * Brings payment to where it should be: judges callbacks whose process ended before it could, asks providers about open
 * orders (each time after twice as long), ends orders that are over, sends refunds that wait. Each step is guarded by the
 * state of its row, so two machines that sweep at once do no harm.
 */
export async function sweepPayments(ctx: ServiceContext): Promise<SweepResult> {
  // A machine that only works answers no browser, whose calls keep the settings up to date elsewhere.
  await refreshSettings(ctx.db);
  const judged = await judgeLeft(ctx);
  const asked = await askAboutOpen(ctx);
  const expired = await expireOver(ctx);
  const refunds = await sendWaiting(ctx);
  return { judged, asked, expired, refunds };
}

async function judgeLeft(ctx: ServiceContext): Promise<number> {
  const events = await ctx.db.paymentEvent.findMany({
    where: { verdict: "received", source: "callback", createdAt: { lt: ago(ctx, LEFT_AFTER_MS) } },
    orderBy: { createdAt: "asc" },
    take: ROWS_A_SWEEP,
  });
  for (const event of events) {
    const provider = findEnabledProvider(event.provider);
    if (!provider?.callback) continue;
    const reading = provider.callback.read(storedCallback(event));
    await judgeEvent(ctx, { eventId: event.id, provider, reading, isAnswered: false });
  }
  return events.length;
}

async function askAboutOpen(ctx: ServiceContext): Promise<number> {
  const provider = { in: enabledProviders().flatMap(({ id, query }) => (query ? [id] : [])) };
  const afterExpiry = { status: "expired", expiresAt: { gt: ago(ctx, ASKED_AFTER_EXPIRY_MS) } };
  // Read apart, so that neither those never asked about nor the many that expired keep the others waiting.
  const groups = await Promise.all([
    readLongestUnasked(ctx, { provider, status: "pending", polledAt: null }),
    readLongestUnasked(ctx, { provider, status: "pending", polledAt: { not: null } }),
    readLongestUnasked(ctx, { provider, ...afterExpiry }),
  ]);
  const due = groups.flatMap((orders) => orders.filter((order) => isDue(order, ctx.clock())).slice(0, ROWS_A_SWEEP));
  let asked = 0;
  for (const order of due) if (await askAbout(ctx, order)) asked += 1;
  return asked;
}

function readLongestUnasked(ctx: ServiceContext, where: object): Promise<PaymentOrder[]> {
  return ctx.db.paymentOrder.findMany({
    where,
    orderBy: [{ polledAt: "asc" }, { createdAt: "asc" }],
    take: ROWS_A_SWEEP * 5,
  });
}

type Asked = Pick<PaymentOrder, "createdAt" | "polledAt" | "status" | "expiresAt">;

/**
 * Whether it is time to ask about an order: first after a minute, then each time when it is twice as old as the time
 * before, but an open one every ten minutes at least, and once more at its end.
 */
export function isDue(order: Asked, now: Date): boolean {
  const { polledAt, expiresAt } = order;
  const ageAt = (at: Date) => at.getTime() - order.createdAt.getTime();
  if (polledAt === null) return ageAt(now) >= MINUTE_MS;
  const isOpen = order.status === "pending";
  if (isOpen && expiresAt <= now && polledAt < expiresAt) return true;
  const gapMs = Math.max(ageAt(polledAt), MINUTE_MS);
  return now.getTime() - polledAt.getTime() >= (isOpen ? Math.min(gapMs, GAP_MAX_MS) : gapMs);
}

async function askAbout(ctx: ServiceContext, order: PaymentOrder): Promise<boolean> {
  const { count } = await ctx.db.paymentOrder.updateMany({
    where: { id: order.id, polledAt: order.polledAt },
    data: { polledAt: ctx.clock() },
  });
  if (count === 0) return false;
  try {
    const answer = await askProvider(ctx, order);
    if (answer.news.outcome !== "unpaid") await actOnAnswer(ctx, order, answer);
  } catch (error) {
    logger.warn({ err: toAppError(error), orderId: order.id }, "a provider did not say what became of an order");
  }
  return true;
}

/** Where the provider can be asked it has been, after the end: what it calls paid is paid by now. */
async function expireOver(ctx: ServiceContext): Promise<number> {
  const orders = await ctx.db.paymentOrder.findMany({
    where: { status: "pending", expiresAt: { lte: ctx.clock() } },
    orderBy: { expiresAt: "asc" },
    take: ROWS_A_SWEEP,
  });
  let expired = 0;
  for (const order of orders) {
    if (mustAskFirst(order, ctx.clock())) continue;
    if (await withTransaction(ctx, (tx) => closeOrder(tx, order, { status: "expired" }))) expired += 1;
  }
  return expired;
}

function mustAskFirst(order: PaymentOrder, now: Date): boolean {
  const provider = findEnabledProvider(order.provider as PaymentProviderId);
  const isAskable = provider?.query !== undefined && (order.provider !== "stripe" || order.providerReference !== null);
  const wasAsked = order.polledAt !== null && order.polledAt >= order.expiresAt;
  const isGivenUp = now.getTime() - order.expiresAt.getTime() > ASKED_AFTER_EXPIRY_MS;
  return isAskable && !wasAsked && !isGivenUp;
}

async function sendWaiting(ctx: ServiceContext): Promise<number> {
  const refunds = await ctx.db.paymentRefund.findMany({
    where: { status: "pending", channel: "provider", error: "" },
    orderBy: { createdAt: "asc" },
    take: ROWS_A_SWEEP,
  });
  for (const { id } of refunds) await sendRefund(ctx, id);
  return refunds.length;
}

function ago(ctx: ServiceContext, ms: number): Date {
  return new Date(ctx.clock().getTime() - ms);
}
