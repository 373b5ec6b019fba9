import { hrefOfLogs, type LinkedLogFilter } from "@/components/domain/log/href-of-logs";
import {
  type ActivityBy,
  type ActivityDimension,
  type ActivityFilter,
  type ActivityMetric,
  ERROR_OUTCOMES,
} from "@/server/usage/activity/schema";

/** The log's filter of each dimension. */
const FIELDS = {
  model: "model",
  channel: "channelId",
  group: "group",
  user: "userId",
  token: "tokenId",
} as const satisfies Record<ActivityDimension, keyof LinkedLogFilter>;

/** "Other" of a chart: everything but the series that have a colour of their own. */
export const OTHER = " other";

type Behind = {
  from: Date;
  to: Date;
  filter: ActivityFilter;
  metric: ActivityMetric;
  by: ActivityBy;
  /** A value of the dimension, OTHER, or null for all. */
  key: string | null;
  /** The values OTHER leaves out. */
  shown?: readonly string[];
};

/** The log page with exactly the requests behind a number; null where a log cannot be found by its lack of a value. */
export function logsBehind({ from, to, filter, metric, by, key, shown = [] }: Behind): string | null {
  const linked: LinkedLogFilter = { from, to, ...listsOf(filter) };
  if (metric === "errors") linked.outcome = [...ERROR_OUTCOMES];
  if (by !== "none" && key !== null) {
    if (key === "" || (key === OTHER && shown.includes(""))) return null;
    const field = FIELDS[by];
    if (key === OTHER) Object.assign(linked, { [`${field}Not`]: shown });
    else Object.assign(linked, { [field]: [key] });
  }
  return hrefOfLogs(linked);
}

export function listsOf({ model, group, channelId, userId, tokenId }: ActivityFilter) {
  return {
    ...(model ? { model } : {}),
    ...(group ? { group } : {}),
    ...(channelId ? { channelId } : {}),
    ...(userId ? { userId: [userId] } : {}),
    ...(tokenId ? { tokenId: [tokenId] } : {}),
  };
}
