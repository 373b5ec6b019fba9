const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const STABLE_AFTER_MS = 60_000;

/**
 * How long to wait before a process that ended by itself is started again. `failures` counts the ends in a row, this
 * one included; a process that had run for a minute begins at one again.
 */
export function restartDelayMs(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}

/** The failures in a row after a process ended that had run for `ranMs`. */
export function failuresAfter(previous: number, ranMs: number): number {
  return ranMs >= STABLE_AFTER_MS ? 1 : previous + 1;
}
