import type { PlanVersion } from "@/prisma/generated/sqlite/client";
import { readTextList } from "@/server/supply/channel/stored-json";
import {
  type PlanContent,
  type PlanCurrency,
  PlanFeatures,
  type PlanLimits,
  type PlanPeriod,
  PlanTerms,
  StoredPlanLimits,
} from "./schema";

type StoredTerms = Pick<PlanVersion, "priceMinor" | "currency" | "period" | "features" | "limits" | "groupNames">;

/** The terms of a stored version. What a later schema added has its default. */
export function readTerms(row: StoredTerms): PlanTerms {
  return {
    priceMinor: row.priceMinor,
    currency: row.currency as PlanCurrency,
    period: row.period as PlanPeriod,
    features: PlanFeatures.parse(JSON.parse(row.features)),
    limits: readLimits(row.limits),
    groupNames: readTextList(row.groupNames),
  };
}

/** The terms that stand in a history. Throws a ZodError where they no longer fit. */
export function termsFromStored({ priceMinor, limits, ...terms }: PlanContent["terms"]): PlanTerms {
  return PlanTerms.parse({ ...terms, priceMinor: BigInt(priceMinor), limits: readLimits(JSON.stringify(limits)) });
}

/** The allowance of a stored version, in quota units. */
export function readLimits(json: string): PlanLimits {
  const { periodQuota, windows } = StoredPlanLimits.parse(JSON.parse(json));
  return {
    periodQuota: periodQuota === null ? null : BigInt(periodQuota),
    windows: windows.map(({ kind, quota }) => ({ kind, quota: BigInt(quota) })),
  };
}

/** Terms as columns. Lists are in one order, so that equal terms are equal texts. */
export function writeTerms(terms: PlanTerms): StoredTerms {
  const { periodQuota, windows } = terms.limits;
  const limits = {
    periodQuota: periodQuota === null ? null : periodQuota.toString(),
    windows: [...windows]
      .sort((left, right) => left.kind.localeCompare(right.kind, "en"))
      .map(({ kind, quota }) => ({ kind, quota: quota.toString() })),
  };
  return {
    priceMinor: terms.priceMinor,
    currency: terms.currency,
    period: terms.period,
    features: JSON.stringify(terms.features),
    limits: JSON.stringify(limits),
    groupNames: JSON.stringify([...new Set(terms.groupNames)].sort()),
  };
}
