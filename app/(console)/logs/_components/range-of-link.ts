import { serializeFilter } from "@/components/data-table/filter-codec";

type Query = Record<string, string | string[] | undefined>;

/** Links from elsewhere say `from` and `to`, in ISO or epoch milliseconds: the same query with the page's own `range`; null without them. */
export function rangeOfLink({ from, to, ...rest }: Query): string | null {
  if (from === undefined && to === undefined) return null;
  const range = { from: instantOf(from), to: instantOf(to) };
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item])),
  );
  if (range.from !== null || range.to !== null) query.set("range", serializeFilter(range));
  return query.toString();
}

function instantOf(text: string | string[] | undefined): number | null {
  if (typeof text !== "string") return null;
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
