import { z } from "zod";

/** HTTP statuses of an upstream: one, or a range. "429", "500-503". */
export const StatusRange = z
  .string()
  .trim()
  .regex(/^[1-5]\d\d(-[1-5]\d\d)?$/, {
    error: "not a status or a range of statuses, such as 429 or 500-503",
    abort: true,
  })
  .refine((text) => {
    const [from, to] = bounds(text);
    return from <= to;
  }, "the first status of a range must not be above the last");

export type StatusMatcher = (status: number) => boolean;

/** Whether a status is in one of the ranges; null for none at all, so that a caller can tell "not said" from "never". */
export function statusMatcher(ranges: readonly string[] | undefined): StatusMatcher | null {
  if (ranges === undefined || ranges.length === 0) return null;
  const all = ranges.map(bounds);
  return (status) => all.some(([from, to]) => status >= from && status <= to);
}

function bounds(text: string): [number, number] {
  const [from = "", to = from] = text.split("-");
  return [Number(from), Number(to)];
}
