import { z } from "zod";
import { PLAN_CURRENCIES, PLAN_PERIODS, SHORT_WINDOWS } from "@/server/money/plan/schema";

export const PlanEntry = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  isActive: z.boolean(),
  position: z.number(),
  current: z
    .object({
      id: z.string(),
      number: z.number(),
      isCurrent: z.boolean(),
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
      walletPrice: z.bigint().nullable(),
      subscriberCount: z.number(),
      creatorId: z.string().nullable(),
      createdAt: z.date(),
    })
    .nullable(),
  versions: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      isCurrent: z.boolean(),
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
      walletPrice: z.bigint().nullable(),
      subscriberCount: z.number(),
      creatorId: z.string().nullable(),
      createdAt: z.date(),
    }),
  ),
  subscriberCount: z.number(),
  version: z.number(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  restorableUntil: z.date().nullable(),
});

export const OfferEntry = z.object({
  planId: z.string(),
  planVersionId: z.string(),
  name: z.string(),
  description: z.string(),
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
  walletPrice: z.bigint().nullable(),
  ownSubscriptionId: z.string().nullable(),
});

export const PublishPlanAnswer = z.object({ version: z.number(), number: z.number() });
