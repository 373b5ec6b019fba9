import { serializeFilter } from "@/components/data-table/filter-codec";

type Query = { userId?: string; model?: string; from: Date; to: Date };

/** The logs behind a charge: the log page with the same user, model and hours. */
export function hrefOfLogs({ userId, model, from, to }: Query): string {
  const query = new URLSearchParams();
  if (userId) query.set("userId", userId);
  if (model) query.set("model", serializeFilter([model]));
  query.set("kind", "consume");
  query.set("range", serializeFilter({ from: from.getTime(), to: to.getTime() }));
  return `/logs?${query}`;
}
