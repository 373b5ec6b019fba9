import { z } from "zod";
import { PLAN_CURRENCIES, PLAN_PERIODS, SHORT_WINDOWS, WINDOW_KINDS } from "@/server/money/plan/schema";
import { FUNDING_ORDERS, SUBSCRIPTION_STATUSES } from "@/server/money/subscription/schema";

export const SubscriptionItem = z.object({
  username: z.string(),
  id: z.string(),
  userId: z.string(),
  planId: z.string(),
  planName: z.string(),
  planVersionId: z.string(),
  versionNumber: z.number(),
  isOldVersion: z.boolean(),
  terms: z.object({
    priceMinor: z.bigint(),
    currency: z.enum(PLAN_CURRENCIES),
    period: z.enum(PLAN_PERIODS),
    features: z.object({
      texts: z.array(z.string()),
      monthly: z.array(z.object({ name: z.string(), value: z.number() })),
    }),
    limits: z.object({
      periodQuota: z.bigint().nullable(),
      windows: z.array(z.object({ kind: z.enum(SHORT_WINDOWS), quota: z.bigint() })),
    }),
    groupNames: z.array(z.string()),
  }),
  status: z.enum(SUBSCRIPTION_STATUSES),
  isQueued: z.boolean(),
  startedAt: z.date(),
  periodEndAt: z.date(),
  periodNumber: z.number(),
  isAutoRenew: z.boolean(),
  cancelsAtPeriodEnd: z.boolean(),
  cancelledAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  cancelReason: z.string(),
  renewalError: z.string(),
  walletPrice: z.bigint().nullable(),
  creatorId: z.string().nullable(),
  version: z.number(),
  createdAt: z.date(),
});

export const StartForUserAnswer = z.object({ subscriptionId: z.string() });

export const SubscriptionDetail = SubscriptionItem.extend({
  currentPeriod: z.object({ startsAt: z.date(), endsAt: z.date(), index: z.number() }),
  windows: z.array(
    z.object({
      startsAt: z.date(),
      endsAt: z.date(),
      id: z.string(),
      kind: z.enum(WINDOW_KINDS),
      limitQuota: z.bigint(),
      usedQuota: z.bigint(),
    }),
  ),
});

export const PreviewSubscriptionRefundAnswer = z.object({ refundQuota: z.bigint() });

export const RenewSubscriptionAnswer = z.object({ periodEndAt: z.date() });

export const CancelSubscriptionAnswer = z.object({ refundedQuota: z.bigint() });

export const ResetWindowAnswer = z.object({ limitQuota: z.bigint() });

export const FundingDetail = z.object({ fundingOrder: z.enum(FUNDING_ORDERS) });
