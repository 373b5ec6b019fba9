import type { SqlRow } from "@/server/kernel/database/sql";
import { asBoolean, asNumber, asText } from "@/server/kernel/database/sql-values";
import { beginsWith, type LogColumn, type Predicate } from "./query/predicate";
import type { LogFacetName } from "./schema";

/** How many rows have one combination of the fields that are counted. */
export type Combination = {
  channel_id: string;
  group_name: string;
  model: string;
  endpoint: string;
  is_stream: boolean;
  http_status: number;
  outcome: string;
  count: number;
};

/** The columns of a combination, for a SELECT and its GROUP BY. */
export const COMBINATION_COLUMNS = "channel_id, group_name, model, endpoint, is_stream, http_status, outcome";

export function combinationOf(row: SqlRow): Combination {
  return {
    channel_id: row.channel_id === null ? "" : asText(row.channel_id),
    group_name: asText(row.group_name),
    model: asText(row.model),
    endpoint: asText(row.endpoint),
    is_stream: asBoolean(row.is_stream),
    http_status: asNumber(row.http_status),
    outcome: asText(row.outcome),
    count: asNumber(row.count),
  };
}

const FACET_OF: Partial<Record<LogColumn, LogFacetName>> = {
  channel_id: "channelId",
  group_name: "group",
  model: "model",
  endpoint: "endpoint",
  is_stream: "isStream",
  http_status: "httpStatus",
  outcome: "outcome",
};

/** The facet whose own condition a predicate is; undefined of all others. */
export function facetOf(predicate: Predicate): LogFacetName | undefined {
  if (predicate.is === "status") return "status";
  return predicate.is === "oneOf" ? FACET_OF[predicate.column] : undefined;
}

const VALUE_OF: Readonly<Record<LogFacetName, (combination: Combination) => string>> = {
  model: (one) => one.model,
  group: (one) => one.group_name,
  channelId: (one) => one.channel_id,
  endpoint: (one) => one.endpoint,
  status: (one) => `${Math.floor(one.http_status / 100)}xx`,
  httpStatus: (one) => String(one.http_status),
  outcome: (one) => one.outcome,
  isStream: (one) => String(one.is_stream),
};

export type CountOptions = { facet: LogFacetName; predicates: readonly Predicate[] };

/** The values of a facet among the combinations that meet all predicates, the most frequent first. */
export function countValues(combinations: readonly Combination[], { facet, predicates }: CountOptions) {
  const counts = new Map<string, number>();
  for (const combination of combinations) {
    if (!predicates.every((predicate) => meets(combination, predicate))) continue;
    const value = VALUE_OF[facet](combination);
    counts.set(value, (counts.get(value) ?? 0) + combination.count);
  }
  return [...counts]
    .filter(([value, count]) => value !== "" && count > 0)
    .sort(([leftValue, left], [rightValue, right]) => right - left || (leftValue < rightValue ? -1 : 1))
    .map(([value, count]) => ({ value, count }));
}

function meets(combination: Combination, predicate: Predicate): boolean {
  if (predicate.is === "status") {
    const isIn = predicate.spans.some(
      ([from, before]) => combination.http_status >= from && combination.http_status < before,
    );
    return isIn !== predicate.isNot;
  }
  if (predicate.is !== "oneOf" || !(predicate.column in combination)) return true;
  const value = combination[predicate.column as keyof Combination];
  const isIn =
    predicate.values.includes(value) || predicate.prefixes.some((prefix) => beginsWith(String(value), prefix));
  return isIn !== predicate.isNot;
}
