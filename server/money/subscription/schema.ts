import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { PlanId, PlanVersionId, WINDOW_KINDS } from "../plan/schema";

export const SUBSCRIPTION_STATUSES = ["active", "cancelled", "expired"] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** What pays first for a request: the plan's allowance or the wallet, and whether the other may help out. */
export const FUNDING_ORDERS = ["plan_first", "wallet_first", "plan_only", "wallet_only"] as const;
export type FundingOrder = (typeof FUNDING_ORDERS)[number];

/** A subscription that ends within so many days ends soon. */
export const ENDING_SOON_DAYS = 7;

const SubscriptionId = z.string().startsWith("sub_").max(32);
const userId = z.string().startsWith("usr_").max(32);
/** Needed where staff acts for a customer; the service asks for it. */
const reason = z.string().trim().max(500).default("");
/** Made once by the form: sending it twice charges once. */
const idempotencyKey = z.string().min(8).max(64);

export const SubscriptionListInput = PageInput.extend({
  search: z.string().trim().max(191).optional(),
  userId: userId.optional(),
  planId: z.array(PlanId).max(50).optional(),
  status: z.array(z.enum(SUBSCRIPTION_STATUSES)).max(SUBSCRIPTION_STATUSES.length).optional(),
  isEndingSoon: z.boolean().optional(),
});
export type SubscriptionListInput = z.output<typeof SubscriptionListInput>;

export const SubscriptionGetInput = z.object({ id: SubscriptionId });

export const SubscribeInput = z.object({
  planVersionId: PlanVersionId,
  isAutoRenew: z.boolean().default(false),
  idempotencyKey,
});
export type SubscribeInput = z.output<typeof SubscribeInput>;

export const PAID_BY = ["wallet", "none"] as const;
export const SubscriptionStartInput = SubscribeInput.extend({
  userId,
  /** "none" gives the plan for nothing. */
  paidBy: z.enum(PAID_BY),
  reason: z.string().trim().min(3).max(500),
});
export type SubscriptionStartInput = z.output<typeof SubscriptionStartInput>;

export const SubscriptionRenewInput = z.object({
  id: SubscriptionId,
  /** Periods paid when the form was opened: sending it twice, or while the worker renews, charges once. */
  periodNumber: RowNumber,
  paidBy: z.enum(PAID_BY).default("wallet"),
  reason,
});
export type SubscriptionRenewInput = z.output<typeof SubscriptionRenewInput>;

export const SubscriptionCancelInput = z.object({
  id: SubscriptionId,
  at: z.enum(["period_end", "now"]),
  /** Gives what is left back to the wallet; staff only, and only with "now". */
  isRefunded: z.boolean().default(false),
  reason,
});
export type SubscriptionCancelInput = z.output<typeof SubscriptionCancelInput>;

export const SubscriptionReasonInput = z.object({ id: SubscriptionId, reason });
export type SubscriptionReasonInput = z.output<typeof SubscriptionReasonInput>;

export const SubscriptionAutoRenewInput = SubscriptionReasonInput.extend({ isAutoRenew: z.boolean() });
export type SubscriptionAutoRenewInput = z.output<typeof SubscriptionAutoRenewInput>;

export const WindowResetInput = z.object({
  id: SubscriptionId,
  kind: z.enum(WINDOW_KINDS),
  reason: z.string().trim().min(3).max(500),
});
export type WindowResetInput = z.output<typeof WindowResetInput>;

/** Whose funding order: one's own when left out. */
export const FundingReadInput = z.object({ userId: userId.optional() });
export type FundingReadInput = z.output<typeof FundingReadInput>;

export const FundingUpdateInput = z.object({
  userId: userId.optional(),
  fundingOrder: z.enum(FUNDING_ORDERS),
  reason,
});
export type FundingUpdateInput = z.output<typeof FundingUpdateInput>;
