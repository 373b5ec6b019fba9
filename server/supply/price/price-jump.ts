import { atScale, parseDecimal } from "./decimal";

const JUMP_FACTOR = 10n;

/**
 * Whether a price or ratio changed tenfold or more, up or down: a per-token price typed as a per-million one, or a slipped
 * point, which moves it by exactly ten. From or to nothing counts too, since it makes something free or stops it being so.
 */
export function isPriceJump(before: string, after: string): boolean {
  const [left, right] = [parseDecimal(before), parseDecimal(after)];
  const scale = Math.max(left.scale, right.scale);
  const [from, to] = [atScale(left, scale), atScale(right, scale)];
  if (from === to) return false;
  if (from === 0n || to === 0n) return true;
  return to >= from * JUMP_FACTOR || from >= to * JUMP_FACTOR;
}
