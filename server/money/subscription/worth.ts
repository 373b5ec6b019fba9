import type { PlanVersion } from "@/prisma/generated/sqlite/client";
import type { PlanLimits, PlanPeriod } from "../plan/schema";
import { siteMoney } from "../plan/service/row";
import { readLimits } from "../plan/terms";
import { walletPrice } from "../plan/wallet-price";
import { WINDOW_LENGTH_MS } from "./window";

const DAY_MS = 86_400_000;
const LONGEST_MS: Record<PlanPeriod, number> = { month: 31 * DAY_MS, year: 366 * DAY_MS };

/** What one period of a version is worth, in quota units: its price, or all that may be spent in it if that is more. */
export function worthOfPeriod(version: Pick<PlanVersion, "priceMinor" | "currency" | "period" | "limits">): bigint {
  const price = walletPrice({ minor: version.priceMinor, currency: version.currency }, siteMoney()) ?? 0n;
  const allowance = allowanceOfPeriod(readLimits(version.limits), version.period as PlanPeriod);
  return price > allowance ? price : allowance;
}

/** As much as the tightest of its windows lets through; a plan without any pays for nothing. */
export function allowanceOfPeriod({ periodQuota, windows }: PlanLimits, period: PlanPeriod): bigint {
  const sums = windows.map(({ kind, quota }) => {
    return quota * BigInt(Math.ceil(LONGEST_MS[period] / WINDOW_LENGTH_MS[kind]));
  });
  if (periodQuota !== null) sums.push(periodQuota);
  return sums.reduce((least, sum) => (sum < least ? sum : least), sums[0] ?? 0n);
}
