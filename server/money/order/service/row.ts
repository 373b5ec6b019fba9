import type { PaymentOrder, PaymentRefund, User } from "@/prisma/generated/sqlite/client";
import { isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import type { PaidOrder } from "@/server/money/payment/provider";
import type { PaymentMethod, PaymentProviderId } from "@/server/money/payment/provider-schema";
import type { PriceBreakdown } from "../price";
import type { OrderPurpose, OrderState, OrderStatus, RefundChannel, RefundStatus } from "../schema";
import { refundChannels } from "./refund-channels";

type Person = Pick<User, "id" | "username" | "displayName">;
type People = ReadonlyMap<string, Person>;

/** What lists and details show of an order. */
export type OrderView = ReturnType<typeof toOrderView>;

export function toOrderView(row: PaymentOrder, people: People) {
  return {
    id: row.id,
    owner: personOf(row.userId, people),
    purpose: row.purpose as OrderPurpose,
    provider: row.provider as PaymentProviderId,
    method: row.method as PaymentMethod,
    status: row.status as OrderStatus,
    state: orderState(row),
    /** The money came after the order had been cancelled or had expired. */
    isLate: row.status === "paid" && row.closedAt !== null,
    amountMinor: row.amountMinor,
    currency: row.currency,
    quota: row.quota,
    price: JSON.parse(row.price) as PriceBreakdown | null,
    planVersionId: row.planVersionId,
    subscriptionId: row.subscriptionId,
    checkoutUrl: row.status === "pending" ? row.checkoutUrl : "",
    providerReference: row.providerReference,
    ledgerEntryId: row.ledgerEntryId,
    refundedMinor: row.refundedMinor,
    refundedQuota: row.refundedQuota,
    refundChannels: refundChannels(row),
    creator: row.creatorId === null ? null : personOf(row.creatorId, people),
    completer: row.completerId === null ? null : personOf(row.completerId, people),
    approver: row.approverId === null ? null : personOf(row.approverId, people),
    expiresAt: row.expiresAt,
    paidAt: row.paidAt,
    closedAt: row.closedAt,
    createdAt: row.createdAt,
    version: row.version,
  };
}

export function toRefundView(row: PaymentRefund, people: People) {
  return {
    id: row.id,
    amountMinor: row.amountMinor,
    currency: row.currency,
    quota: row.quota,
    takenQuota: row.takenQuota,
    status: row.status as RefundStatus,
    channel: row.channel as RefundChannel,
    providerReference: row.providerReference,
    error: row.error,
    reason: row.reason,
    actor: row.actorId === null ? null : personOf(row.actorId, people),
    approver: row.approverId === null ? null : personOf(row.approverId, people),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}

export function orderState(row: Pick<PaymentOrder, "status" | "refundedMinor" | "amountMinor">): OrderState {
  if (row.status !== "paid" || row.refundedMinor === 0n) return row.status as OrderStatus;
  return row.refundedMinor >= row.amountMinor ? "refunded" : "partial";
}

function personOf(id: string, people: People): Person {
  return people.get(id) ?? { id, username: "", displayName: "" };
}

type Involved = { userId?: string; creatorId?: string | null; completerId?: string | null; approverId?: string | null };

/** Everybody who has to do with some orders or refunds, by id, in one query. */
export async function readPeople(ctx: ServiceContext, rows: readonly (Involved & { actorId?: string | null })[]) {
  const ids = rows.flatMap((row) => [row.userId, row.creatorId, row.completerId, row.approverId, row.actorId]);
  const users = await ctx.db.user.findMany({
    where: { id: { in: [...new Set(ids)].filter((id) => id !== null && id !== undefined) } },
    select: { id: true, username: true, displayName: true },
  });
  return new Map(users.map((user) => [user.id, user]));
}

/** An order the actor may read: their own, or anybody's with the right for it. Others' are NOT_FOUND. */
export async function findReadableOrder(ctx: ServiceContext, id: string): Promise<PaymentOrder> {
  const row = await findOrder(ctx, id);
  if (row.userId !== actorId(ctx) && !isAllowed(ctx, "order.readAny")) throw notFound("order");
  return row;
}

/** Throws NOT_FOUND. */
export async function findOrder(ctx: ServiceContext, id: string): Promise<PaymentOrder> {
  const row = await ctx.db.paymentOrder.findUnique({ where: { id } });
  if (!row) throw notFound("order");
  return row;
}

/** An order as its provider knows it. */
export function paidOrderOf(row: PaymentOrder): PaidOrder {
  const { id, amountMinor, currency, createdAt, providerReference } = row;
  return { id, amountMinor, currency, createdAt, providerReference };
}

export function orderTarget(row: { id: string }) {
  return { kind: "order", id: row.id, label: row.id };
}

/** Why an order that is over cannot do what was asked: its state, worded by the client. */
export function notPending(row: { status: string }): AppError {
  return new AppError("CONFLICT", { reason: `order.already_${row.status}` });
}
