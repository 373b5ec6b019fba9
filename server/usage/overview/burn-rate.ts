/** Days whose use says how fast an account spends. */
const BURN_DAYS = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The beginning of the hour from which use counts for the rate; roll-ups know whole UTC hours only. */
export function burnSince(now: Date): Date {
  return new Date(Math.floor((now.getTime() - BURN_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS);
}

/** Quota units spent a day on average, and the whole days a balance lasts at that rate: null when nothing is spent. */
export function burnRate(balance: bigint, spentSince: bigint): { burnPerDay: bigint; daysLeft: number | null } {
  const burnPerDay = spentSince / BigInt(BURN_DAYS);
  return { burnPerDay, daysLeft: burnPerDay > 0n ? Number(balance / burnPerDay) : null };
}
