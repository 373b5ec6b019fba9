import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { PAYMENT_METHODS, PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";

export const ORDER_STATUSES = ["pending", "paid", "cancelled", "expired", "failed"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What an order is shown as: its status, or how much of a paid one was given back. */
export const ORDER_STATES = [...ORDER_STATUSES, "partial", "refunded"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_PURPOSES = ["top_up", "subscription"] as const;
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

export const REFUND_STATUSES = ["pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Sent back by the provider, or by a person outside of this site. */
export const REFUND_CHANNELS = ["provider", "outside"] as const;
export type RefundChannel = (typeof REFUND_CHANNELS)[number];

/** Far above every top-up; keeps sums far from the edge of a 64-bit column. */
const UNITS_MAX = 1_000_000_000_000_000n;

const OrderId = z.string().startsWith("pay_").max(32);
const userId = z.string().startsWith("usr_").max(32);
const reason = z.string().trim().min(3).max(500);
/** Made once by the form: sent twice, it does what it does once. */
const idempotencyKey = z.string().min(8).max(100);
const provider = z.enum(PAYMENT_PROVIDERS);
const amountMinor = z.bigint().min(1n).max(UNITS_MAX);

export const OrderListInput = PageInput.extend({
  /** "all" needs the right to read other people's orders. */
  scope: z.enum(["mine", "all"]).default("mine"),
  /** An order number, the provider's reference, a user's id, or part of a user's names. */
  search: z.string().trim().max(191).optional(),
  state: z.array(z.enum(ORDER_STATES)).max(ORDER_STATES.length).optional(),
  provider: z.array(provider).max(PAYMENT_PROVIDERS.length).optional(),
  purpose: z.enum(ORDER_PURPOSES).optional(),
  userId: userId.optional(),
  /** Paid after it had been cancelled or had expired. */
  isLate: z.boolean().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type OrderListInput = z.output<typeof OrderListInput>;

export const OrderIdInput = z.object({ id: OrderId });

export const TopUpQuoteInput = z.object({
  /** Credit wanted, in quota units. */
  quota: z.bigint().min(1n).max(UNITS_MAX),
  /** For whom: oneself when left out. */
  userId: userId.optional(),
});
export type TopUpQuoteInput = z.output<typeof TopUpQuoteInput>;

export const OrderCreateInput = z.object({
  /** What is bought: credit, or a version of a plan. */
  item: z.discriminatedUnion("purpose", [
    z.object({ purpose: z.literal("top_up"), quota: z.bigint().min(1n).max(UNITS_MAX) }),
    z.object({ purpose: z.literal("subscription"), planVersionId: z.string().startsWith("plv_").max(32) }),
  ]),
  provider,
  method: z.enum(PAYMENT_METHODS),
  /** For whom: oneself when left out. */
  userId: userId.optional(),
  idempotencyKey,
});
export type OrderCreateInput = z.output<typeof OrderCreateInput>;

export const OrderCancelInput = z.object({ id: OrderId, reason: z.string().trim().max(500).default("") });
export type OrderCancelInput = z.output<typeof OrderCancelInput>;

export const OrderCompleteInput = z.object({
  id: OrderId,
  /** How the operator knows that the money is there: a bank reference, the provider's statement. */
  proof: z.string().trim().min(3).max(2_000),
  reason,
});
export type OrderCompleteInput = z.output<typeof OrderCompleteInput>;

export const RefundPreviewInput = z.object({ id: OrderId, amountMinor });

export const RefundCreateInput = z.object({
  id: OrderId,
  amountMinor,
  channel: z.enum(REFUND_CHANNELS),
  reason,
  /** The operator saw how much of the credit is spent, and gives the money back all the same. */
  acceptsUncollectable: z.boolean().default(false),
  /** Of an order for a plan: ends the subscription once the money went. Left out: when all of it goes back. */
  endsSubscription: z.boolean().optional(),
  idempotencyKey,
});
export type RefundCreateInput = z.output<typeof RefundCreateInput>;

export const RefundResolveInput = z.object({
  id: z.string().startsWith("rfd_").max(32),
  outcome: z.enum(["succeeded", "failed"]),
  reason,
});
export type RefundResolveInput = z.output<typeof RefundResolveInput>;
