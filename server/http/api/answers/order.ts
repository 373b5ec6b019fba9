import { z } from "zod";
import { ORDER_PURPOSES, ORDER_STATUSES, REFUND_CHANNELS, REFUND_STATUSES } from "@/server/money/order/schema";
import { PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";
import { EVENT_SOURCES, EVENT_VERDICTS, FINDING_CODES } from "@/server/money/payment/schema";
import { Person, Waiting } from "./shapes";

export const OrderItem = z.object({
  id: z.string(),
  owner: Person,
  purpose: z.enum(ORDER_PURPOSES),
  provider: z.enum(PAYMENT_PROVIDERS),
  method: z.enum(["alipay", "wxpay", "qqpay", "bank", "card", "bank_transfer"]),
  status: z.enum(ORDER_STATUSES),
  state: z.enum(["failed", "expired", "pending", "paid", "cancelled", "partial", "refunded"]),
  isLate: z.boolean(),
  amountMinor: z.bigint(),
  currency: z.string(),
  quota: z.bigint(),
  price: z.object({ unitPrice: z.string(), groupRatio: z.string(), discount: z.string() }).nullable(),
  planVersionId: z.string().nullable(),
  subscriptionId: z.string().nullable(),
  checkoutUrl: z.string(),
  providerReference: z.string().nullable(),
  ledgerEntryId: z.string().nullable(),
  refundedMinor: z.bigint(),
  refundedQuota: z.bigint(),
  refundChannels: z.array(z.enum(REFUND_CHANNELS)),
  creator: Person.nullable(),
  completer: Person.nullable(),
  approver: Person.nullable(),
  expiresAt: z.date(),
  paidAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  createdAt: z.date(),
  version: z.number(),
});

export const TopUpOptionsDetail = z.object({
  amountsUsd: z.array(z.number()),
  minUsd: z.number(),
  maxUsd: z.number(),
  providers: z.array(
    z.object({
      id: z.enum(PAYMENT_PROVIDERS),
      methods: z.array(z.enum(["alipay", "wxpay", "qqpay", "bank", "card", "bank_transfer"])),
      instructions: z.string(),
    }),
  ),
});

export const QuoteTopUpEntry = z.object({
  amountMinor: z.bigint(),
  currency: z.string(),
  quota: z.bigint(),
  breakdown: z.object({ unitPrice: z.string(), groupRatio: z.string(), discount: z.string() }),
  provider: z.enum(PAYMENT_PROVIDERS),
});

export const CreateOrderAnswer = z.object({ id: z.string(), checkoutUrl: z.string() });

export const OrderDetail = OrderItem.extend({
  proof: z.string(),
  credited: z.object({ id: z.string(), amount: z.bigint(), at: z.date() }).nullable(),
  refunds: z.array(
    z.object({
      id: z.string(),
      amountMinor: z.bigint(),
      currency: z.string(),
      quota: z.bigint(),
      takenQuota: z.bigint(),
      status: z.enum(REFUND_STATUSES),
      channel: z.enum(REFUND_CHANNELS),
      providerReference: z.string().nullable(),
      error: z.string(),
      reason: z.string(),
      actor: Person.nullable(),
      approver: Person.nullable(),
      createdAt: z.date(),
      finishedAt: z.date().nullable(),
    }),
  ),
  events: z.array(
    z.object({
      id: z.string(),
      createdAt: z.date(),
      source: z.enum(EVENT_SOURCES),
      verdict: z.enum(EVENT_VERDICTS),
      finding: z.object({ code: z.enum(FINDING_CODES), params: z.record(z.string(), z.string()) }).nullable(),
    }),
  ),
});

export const CompleteOrderByHandAnswer = z.union([Waiting, z.object({ status: z.literal("done") })]);

export const PreviewRefundAnswer = z.object({
  quota: z.bigint(),
  balance: z.bigint(),
  collectable: z.bigint(),
  uncollectable: z.bigint(),
  leftMinor: z.bigint(),
});

export const RefundOrderAnswer = z.union([
  Waiting,
  z.object({ status: z.literal("done"), refundId: z.string(), outcome: z.enum(REFUND_STATUSES), error: z.string() }),
]);

export const EventItem = z.object({
  id: z.string(),
  createdAt: z.date(),
  provider: z.enum(PAYMENT_PROVIDERS),
  source: z.enum(EVENT_SOURCES),
  orderId: z.string().nullable(),
  httpMethod: z.string(),
  path: z.string(),
  ip: z.string(),
  verdict: z.enum(EVENT_VERDICTS),
  finding: z.object({ code: z.enum(FINDING_CODES), params: z.record(z.string(), z.string()) }).nullable(),
  answerStatus: z.number().nullable(),
  answerBody: z.string(),
  answeredAt: z.date().nullable(),
  replayOfId: z.string().nullable(),
  bodyHash: z.string(),
});

export const EventDetail = EventItem.extend({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  canReplay: z.boolean(),
  canQuery: z.boolean(),
});

export const ReplayEventAnswer = z.object({ eventId: z.string(), verdict: z.enum(EVENT_VERDICTS) });

export const InspectPaymentSetupAnswer = z.object({
  publicUrl: z.string(),
  faults: z.array(z.enum(["path", "missing", "http", "local", "unreachable", "elsewhere"])),
  providers: z.array(
    z.object({
      provider: z.enum(PAYMENT_PROVIDERS),
      isOn: z.boolean(),
      missing: z.array(z.string()),
      callbackUrl: z.string().nullable(),
    }),
  ),
});
