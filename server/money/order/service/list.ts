import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { readFinding } from "@/server/money/payment/finding";
import type { EventSource, EventVerdict } from "@/server/money/payment/schema";
import type { OrderListInput, OrderState } from "../schema";
import { findReadableOrder, type OrderView, readPeople, toOrderView, toRefundView } from "./row";

const USERS_MAX = 200;

/** Lists orders, the newest first, by keyset: one's own, or with the right for it everybody's. */
export async function listOrders(ctx: ServiceContext, input: OrderListInput): Promise<Page<OrderView>> {
  authorize(ctx, input.scope === "all" ? "order.readAny" : "order.readOwn");
  const rows = await ctx.db.paymentOrder.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        input.scope === "all" ? await searched(ctx, input.search) : ownSearched(input.search),
        input.scope === "all" ? {} : { userId: requireUserId(ctx) },
        input.userId ? { userId: input.userId } : {},
        input.state?.length ? { OR: input.state.map((state) => whereState(ctx, state)) } : {},
        input.isLate === undefined ? {} : whereLate(input.isLate),
        input.from || input.to
          ? { createdAt: { ...(input.from && { gte: input.from }), ...(input.to && { lt: input.to }) } }
          : {},
      ],
      ...(input.provider?.length ? { provider: { in: input.provider } } : {}),
      ...(input.purpose ? { purpose: input.purpose } : {}),
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const shown = input.scope === "all" ? rows : rows.map(withoutStaff);
  const people = await readPeople(ctx, shown);
  return toPage(shown, input.limit, (row: PaymentOrder) => toOrderView(row, people));
}

/** By what identifies one order, else by parts of the customer's names. */
async function searched(ctx: ServiceContext, search: string | undefined): Promise<object> {
  if (!search) return {};
  if (search.startsWith("usr_")) return { userId: search };
  const users = await ctx.db.user.findMany({
    where: { searchText: { contains: search.toLowerCase() } },
    select: { id: true },
    take: USERS_MAX,
  });
  return { OR: [{ id: search }, { providerReference: search }, { userId: { in: users.map(({ id }) => id) } }] };
}

function ownSearched(search: string | undefined): object {
  return search ? { OR: [{ id: search }, { providerReference: search }] } : {};
}

function whereState(ctx: ServiceContext, state: OrderState): object {
  const whole = ctx.db.paymentOrder.fields.amountMinor;
  switch (state) {
    case "paid":
      return { status: "paid", refundedMinor: 0n };
    case "partial":
      return { status: "paid", refundedMinor: { gt: 0n, lt: whole } };
    case "refunded":
      return { status: "paid", refundedMinor: { gte: whole } };
    default:
      return { status: state };
  }
}

function whereLate(isLate: boolean): object {
  const late = { status: "paid", closedAt: { not: null } };
  return isLate ? late : { NOT: late };
}

/**
 * One order with its refunds and all that happened to it: one's own, or with the right for it anybody's. Callbacks and
 * proofs are for staff. Throws NOT_FOUND for those the actor may not see.
 */
export async function getOrder(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "order.readOwn");
  const row = await findReadableOrder(ctx, input.id);
  const isStaff = isAllowed(ctx, "order.readAny");
  const [refunds, events, entry] = await Promise.all([
    ctx.db.paymentRefund.findMany({ where: { orderId: row.id }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    isStaff ? readEvents(ctx, row.id) : [],
    row.ledgerEntryId ? ctx.db.ledgerEntry.findUnique({ where: { id: row.ledgerEntryId } }) : null,
  ]);
  const shown = isStaff ? row : withoutStaff(row);
  const shownRefunds = isStaff ? refunds : refunds.map((refund) => ({ ...refund, actorId: null, approverId: null }));
  const people = await readPeople(ctx, [shown, ...shownRefunds]);
  return {
    ...toOrderView(shown, people),
    proof: isStaff ? row.proof : "",
    credited: entry && { id: entry.id, amount: entry.amount, at: entry.createdAt },
    refunds: shownRefunds.map((refund) => toRefundView(refund, people)),
    events: events.map(({ id, createdAt, source, verdict, detail }) => ({
      id,
      createdAt,
      source: source as EventSource,
      verdict: verdict as EventVerdict,
      finding: readFinding(detail),
    })),
  };
}

/** To a customer it is the site that acts, not the people who work for it. */
function withoutStaff(row: PaymentOrder): PaymentOrder {
  const creatorId = row.creatorId === row.userId ? row.creatorId : null;
  return { ...row, creatorId, completerId: null, approverId: null };
}

const EVENTS_MAX = 50;

function readEvents(ctx: ServiceContext, orderId: string) {
  return ctx.db.paymentEvent.findMany({
    where: { orderId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: EVENTS_MAX,
  });
}
