import { AppError } from "@/server/kernel/errors";
import { firstIdAt } from "@/server/kernel/ids";

/** A range of request ids, which is a range of time: from (inclusive) to before (exclusive). */
export type IdRange = { from: string; before: string };

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const PREFIX = "req_";
const TIME_LENGTH = 10;
const POSITION = /^req_([0-9a-z]{1,28}|~)$/;
/** The last instant that people write with four digits of a year. */
const TIME_MAX = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Below and above every id there is. */
export const FIRST_POSITION = PREFIX;
export const LAST_POSITION = `${PREFIX}~`;

/** When the request of an id began, Unix milliseconds; 0 of what has no time in it. */
export function timeOfId(id: string): number {
  let at = 0;
  for (const character of id.slice(PREFIX.length, PREFIX.length + TIME_LENGTH)) {
    const digit = ALPHABET.indexOf(character);
    if (digit === -1) return 0;
    at = at * ALPHABET.length + digit;
  }
  return id.length < PREFIX.length + TIME_LENGTH ? 0 : at;
}

/**
 * A list's cursor is a position in time alone: the id that the next page lies below. So one that was made with another filter
 * does no harm.
 */
export function encodePosition(id: string): string {
  return Buffer.from(id).toString("base64url");
}

/** Reads a cursor. Throws BAD_INPUT when it was not made by encodePosition. */
export function decodePosition(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (!POSITION.test(id)) throw new AppError("BAD_INPUT", { reason: "common.bad_cursor" });
  return id;
}

/** The ids of a range of time. Throws BAD_INPUT when it ends before it starts, or lies where no clock goes. */
export function idRangeOf({ from, to }: { from?: Date | undefined; to?: Date | undefined }): IdRange {
  for (const at of [from, to]) {
    if (at && (at.getTime() < 0 || at.getTime() > TIME_MAX)) {
      throw new AppError("BAD_INPUT", { reason: "log.range_absurd" });
    }
  }
  if (from && to && to < from) throw new AppError("BAD_INPUT", { reason: "log.range_reversed" });
  return {
    from: from ? firstIdAt("req", from.getTime()) : FIRST_POSITION,
    before: to ? firstIdAt("req", to.getTime()) : LAST_POSITION,
  };
}

/** The part of a range that lies before a position. */
export function rangeBefore(range: IdRange, position: string): IdRange {
  return { from: range.from, before: position < range.before ? position : range.before };
}

export function isEmptyRange({ from, before }: IdRange): boolean {
  return from >= before;
}
