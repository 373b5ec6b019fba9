import type { NumberRange, RangePreset } from "@/components/data-table/filter";
import { serializeFilter } from "@/components/data-table/filter-codec";
import type { LogFilter } from "@/server/usage/log/schema";

type ListName = keyof {
  [Name in keyof LogFilter as NonNullable<LogFilter[Name]> extends readonly string[] ? Name : never]: true;
};
type OneOrMore = string | readonly string[];

/** A filter of the logs as a link has it: the names of the server's filter, lists of one also as a word. */
export type LinkedLogFilter = { [Name in ListName]?: OneOrMore } & {
  /** Instants; either end may be open. */
  from?: Date;
  to?: Date;
  /** Instead of instants: a range that ends when the page is opened. */
  last?: RangePreset;
  stream?: boolean;
  /** Calls to upstreams: more than one means a retry. */
  attempts?: NumberRange;
  /** The request that is open beside the list. */
  open?: string;
};

/**
 * The log page with a filter: what a chart's bar, a statement or a record leads to. The page reads `range` (`24h`, or two ISO
 * instants with `~` between them); in links from elsewhere also `from` and `to`, as ISO or epoch milliseconds; without any it
 * shows the last 24 hours. Lists stand under their names, what is excluded under names that end with `Not`.
 */
export function hrefOfLogs({ from, to, last, open, stream, attempts, ...lists }: LinkedLogFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries<OneOrMore | undefined>(lists)) {
    const values = [value ?? []].flat().filter(Boolean);
    if (values.length > 0) query.set(name, serializeFilter(values));
  }
  if (stream !== undefined) query.set("stream", serializeFilter(stream));
  if (attempts) query.set("attempts", serializeFilter(attempts));
  if (last) query.set("range", last);
  else if (from ?? to) {
    query.set("range", serializeFilter({ from: from?.getTime() ?? null, to: to?.getTime() ?? null }));
  }
  if (open) query.set("open", open);
  return query.size > 0 ? `/logs?${query}` : "/logs";
}
