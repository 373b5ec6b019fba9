import type { Stretch } from "./period";

type RefundBasis = {
  /** What was paid for all periods together, in quota units, less what was given back already. */
  paidQuota: bigint;
  /** Periods paid, the first included. */
  periodNumber: number;
  /** The period of the instant, and how many came before it. */
  current: Stretch & { index: number };
  /** What of the current period's allowance is spent; null where the period has no limit. */
  allowance: { usedQuota: bigint; limitQuota: bigint } | null;
};

/**
 * What is left of a subscription, in quota units, rounded down: whole periods to come, and of the current one the share of
 * time or of allowance that is left, whichever is smaller. So an allowance spent on the first day is not given back.
 */
export function proRataRefund(basis: RefundBasis, at: Date): bigint {
  const { paidQuota, periodNumber, current, allowance } = basis;
  const paidPeriods = BigInt(periodNumber);
  const periodsLeft = paidPeriods - BigInt(current.index);
  if (paidQuota <= 0n || periodsLeft <= 0n) return 0n;
  const lengthMs = BigInt(current.endsAt.getTime() - current.startsAt.getTime());
  // Before its start a subscription is whole.
  const time = clamp(BigInt(current.endsAt.getTime() - at.getTime()), lengthMs);
  const byTime = (paidQuota * ((periodsLeft - 1n) * lengthMs + time)) / (lengthMs * paidPeriods);
  if (allowance === null) return byTime;
  const { usedQuota, limitQuota } = allowance;
  const unused = clamp(limitQuota - usedQuota, limitQuota);
  const byAllowance = (paidQuota * ((periodsLeft - 1n) * limitQuota + unused)) / (limitQuota * paidPeriods);
  return byAllowance < byTime ? byAllowance : byTime;
}

function clamp(value: bigint, max: bigint): bigint {
  if (value < 0n) return 0n;
  return value > max ? max : value;
}
