import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";

export const PLAN_PERIODS = ["month", "year"] as const;
export type PlanPeriod = (typeof PLAN_PERIODS)[number];

/** Those with a hundredth as their smallest unit, so that one rule of decimals holds for every price. */
export const PLAN_CURRENCIES = ["USD", "CNY", "EUR"] as const;
export type PlanCurrency = (typeof PLAN_CURRENCIES)[number];

/** Stretches of time shorter than the period that may have an allowance of their own. */
export const SHORT_WINDOWS = ["hours5", "day", "week"] as const;
export type ShortWindow = (typeof SHORT_WINDOWS)[number];
/** All stretches an allowance is counted in, the longest first. */
export const WINDOW_KINDS = ["period", "week", "day", "hours5"] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** A deleted plan can be brought back for this long. */
export const PLAN_RESTORE_DAYS = 30;
const PRICE_MAX_MINOR = 100_000_000_000n;
const ALLOWANCE_MAX_UNITS = 1_000_000_000_000_000n;
const UNITS_PATTERN = /^[1-9]\d{0,15}$/;

export const PlanId = z.string().startsWith("pln_").max(32);
export const PlanVersionId = z.string().startsWith("plv_").max(32);
const version = RowNumber;
/** Why: it stands in the history. */
const reason = z.string().trim().max(500).optional();
const allowance = z.bigint().min(1n).max(ALLOWANCE_MAX_UNITS);

/** What customers read on the plan's card: sentences, and monthly limits by name ("Images": 500). Nothing is enforced by it. */
export const PlanFeatures = z.object({
  texts: z.array(z.string().trim().min(1).max(120)).max(20).default([]),
  monthly: z
    .array(z.object({ name: z.string().trim().min(1).max(64), value: z.number().int().min(0).max(1_000_000_000) }))
    .max(20)
    .default([]),
});
export type PlanFeatures = z.output<typeof PlanFeatures>;

/** What may be spent from the plan, in quota units: in a whole period, and in shorter stretches of it. */
export const PlanLimits = z.object({
  /** Null: the period itself has no limit; the shorter windows alone hold. */
  periodQuota: allowance.nullable().default(null),
  windows: z
    .array(z.object({ kind: z.enum(SHORT_WINDOWS), quota: allowance }))
    .max(SHORT_WINDOWS.length)
    .refine((windows) => new Set(windows.map(({ kind }) => kind)).size === windows.length, "plan.window_twice")
    .default([]),
});
export type PlanLimits = z.output<typeof PlanLimits>;

/** The same as it stands in the database: JSON has no big integers. */
export const StoredPlanLimits = z.object({
  periodQuota: z.string().regex(UNITS_PATTERN).nullable().default(null),
  windows: z.array(z.object({ kind: z.enum(SHORT_WINDOWS), quota: z.string().regex(UNITS_PATTERN) })).default([]),
});

/** What a version fixes for good. */
export const PlanTerms = z.object({
  /** In the currency's smallest unit; 0 is free. */
  priceMinor: z.bigint().min(0n).max(PRICE_MAX_MINOR),
  currency: z.enum(PLAN_CURRENCIES),
  period: z.enum(PLAN_PERIODS),
  features: PlanFeatures,
  limits: PlanLimits,
  groupNames: z.array(z.string().trim().min(1).max(64)).max(50).default([]),
});
export type PlanTerms = z.output<typeof PlanTerms>;

/** What may change without a new version. */
const plate = {
  name: z.string().trim().min(1).max(64),
  description: z.string().trim().max(500),
  isActive: z.boolean(),
  position: z.number().int().min(0).max(10_000),
};

export const PlanCreateInput = z.object({
  ...plate,
  description: plate.description.default(""),
  isActive: plate.isActive.default(true),
  position: plate.position.default(0),
  terms: PlanTerms,
  reason,
});
export type PlanCreateInput = z.output<typeof PlanCreateInput>;

export const PlanUpdateInput = z.object({
  id: PlanId,
  /** The version of the record that the editor read. */
  version,
  name: plate.name.optional(),
  description: plate.description.optional(),
  isActive: plate.isActive.optional(),
  position: plate.position.optional(),
  reason,
});
export type PlanUpdateInput = z.output<typeof PlanUpdateInput>;

export const PlanPublishInput = z.object({
  id: PlanId,
  version,
  terms: PlanTerms,
  /** Says yes to a price ten times higher or lower, or more, than before. */
  isJumpConfirmed: z.boolean().default(false),
  reason,
});
export type PlanPublishInput = z.output<typeof PlanPublishInput>;

export const PlanVersionedInput = z.object({ id: PlanId, version });
export type PlanVersionedInput = z.output<typeof PlanVersionedInput>;

export const PlanRemovalInput = PlanVersionedInput.extend({ reason });
export type PlanRemovalInput = z.input<typeof PlanRemovalInput>;

/** Terms in JSON, which has no big integers. */
const StoredPlanTerms = z.object({
  ...PlanTerms.shape,
  priceMinor: z.string().regex(/^(0|[1-9]\d{0,11})$/),
  limits: StoredPlanLimits,
});

/** A plan as its history keeps it. */
export const PlanContent = z.object({ ...plate, terms: StoredPlanTerms });
export type PlanContent = z.output<typeof PlanContent>;

/** Terms as the history keeps them, in JSON. */
export function storedTerms({ priceMinor, limits, ...terms }: PlanTerms): PlanContent["terms"] {
  return {
    ...terms,
    priceMinor: priceMinor.toString(),
    limits: {
      periodQuota: limits.periodQuota?.toString() ?? null,
      windows: limits.windows.map(({ kind, quota }) => ({ kind, quota: quota.toString() })),
    },
  };
}

export const PlanGetInput = z.object({ id: PlanId });

/** Deleted plans are listed only when asked for, and then alone. */
export const PlanListInput = z.object({ isDeleted: z.boolean().default(false) });
export type PlanListInput = z.output<typeof PlanListInput>;
