import type { PaymentEvent } from "@/prisma/generated/sqlite/client";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { readFinding } from "../finding";
import { PAYMENT_PROVIDERS, type PaymentProviderId } from "../provider-schema";
import { findEnabledProvider, providerOf } from "../registry";
import type { EventListInput, EventSource, EventVerdict } from "../schema";

export type EventView = ReturnType<typeof toEventView>;

/** Lists what providers said, the newest first, by keyset. */
export async function listEvents(ctx: ServiceContext, input: EventListInput): Promise<Page<EventView>> {
  authorize(ctx, "payment.readEvents");
  const rows = await ctx.db.paymentEvent.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        await searched(ctx, input.search),
        input.from || input.to
          ? { createdAt: { ...(input.from && { gte: input.from }), ...(input.to && { lt: input.to }) } }
          : {},
      ],
      ...(input.provider?.length ? { provider: { in: input.provider } } : {}),
      ...(input.verdict?.length ? { verdict: { in: input.verdict } } : {}),
      ...(input.source?.length ? { source: { in: input.source } } : {}),
      ...(input.orderId ? { orderId: input.orderId } : {}),
    },
    omit: { body: true, headers: true },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toEventView);
}

/** One event whole, with its raw body. Throws NOT_FOUND. */
export async function getEvent(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "payment.readEvents");
  const row = await ctx.db.paymentEvent.findUnique({ where: { id: input.id } });
  if (!row) throw notFound("paymentEvent");
  const provider = providerOf(row.provider as PaymentProviderId);
  const isOn = findEnabledProvider(provider.id) !== null;
  return {
    ...toEventView(row),
    headers: JSON.parse(row.headers) as Record<string, string>,
    body: row.body,
    canReplay: isOn && row.source === "callback" && row.verdict !== "too_large" && provider.callback !== undefined,
    canQuery: isOn && row.orderId !== null && provider.query !== undefined,
  };
}

function toEventView(row: Omit<PaymentEvent, "body" | "headers">) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    provider: row.provider as PaymentProviderId,
    source: row.source as EventSource,
    orderId: row.orderId,
    httpMethod: row.httpMethod,
    path: row.path,
    ip: row.ip,
    verdict: row.verdict as EventVerdict,
    finding: readFinding(row.detail),
    answerStatus: row.answerStatus,
    answerBody: row.answerBody,
    answeredAt: row.answeredAt,
    replayOfId: row.replayOfId,
    bodyHash: row.bodyHash,
  };
}

/** By order, by event, or by what the provider calls the payment or its event: all of them indexed. */
async function searched(ctx: ServiceContext, search: string | undefined): Promise<object> {
  if (!search) return {};
  if (search.startsWith("pay_")) return { orderId: search };
  if (search.startsWith("pev_")) return { id: search };
  const orders = await ctx.db.paymentOrder.findMany({ where: { providerReference: search }, select: { id: true } });
  const keys = PAYMENT_PROVIDERS.map((provider) => `${provider}:${search}`);
  return { OR: [{ dedupeKey: { in: keys } }, { orderId: { in: orders.map(({ id }) => id) } }] };
}
