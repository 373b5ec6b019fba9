const KEY_LENGTH_MAX = 100;
const COPIED = /-copy(-\d+)?$/;

/**
 * The key of a copy: `key-copy`, then `key-copy-2` and so on, the first that none of `taken` is. A copy of a copy counts on.
 * Keys are the same in either case, as they are for some databases.
 */
export function copyKey(key: string, taken: readonly string[]): string {
  const isTaken = new Set(taken.map((one) => one.toLowerCase()));
  const base = key.replace(COPIED, "");
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "-copy" : `-copy-${number}`;
    const candidate = `${base.slice(0, KEY_LENGTH_MAX - suffix.length)}${suffix}`;
    if (!isTaken.has(candidate.toLowerCase())) return candidate;
  }
}
