import type { SqlRow } from "@/server/kernel/database/sql";
import { asNumber } from "@/server/kernel/database/sql-values";
import type { ActivityMetric } from "./schema";

/** What is added up in every cell. Whole numbers, which stay exact up to nine quadrillion. */
export const SUM_NAMES = [
  "requests",
  "errors",
  "status4xx",
  "status5xx",
  "brokenOff",
  "promptTokens",
  "cachedTokens",
  "completionTokens",
  "quota",
  "streamTokens",
  "streamMs",
  "retries",
] as const;
export type SumName = (typeof SUM_NAMES)[number];
export type Sums = Record<SumName, number>;

/** Of the site: who asked is not in it. An error is what was neither answered nor given up by its client. */
export const TRAFFIC_SUMS: Record<SumName, string> = {
  requests: "request_count",
  errors: "CASE WHEN outcome IN ('completed', 'client_gone') THEN 0 ELSE request_count END",
  status4xx: "CASE WHEN http_status >= 400 AND http_status < 500 THEN request_count ELSE 0 END",
  status5xx: "CASE WHEN http_status >= 500 THEN request_count ELSE 0 END",
  brokenOff:
    "CASE WHEN http_status < 400 AND outcome NOT IN ('completed', 'client_gone') THEN request_count ELSE 0 END",
  promptTokens: "prompt_tokens",
  cachedTokens: "cached_tokens",
  completionTokens: "completion_tokens",
  quota: "quota",
  streamTokens: "CASE WHEN stream_ms > 0 THEN completion_tokens ELSE 0 END",
  streamMs: "stream_ms",
  retries: "CASE WHEN attempt_count > request_count THEN attempt_count - request_count ELSE 0 END",
};

/** Of one account: what its roll-up does not know stays 0, and `source` says so. */
export const PERSON_SUMS: Record<SumName, string> = {
  requests: "request_count",
  errors: "error_count",
  status4xx: "0",
  status5xx: "0",
  brokenOff: "0",
  promptTokens: "prompt_tokens",
  cachedTokens: "cached_tokens",
  completionTokens: "completion_tokens",
  quota: "quota",
  streamTokens: "0",
  streamMs: "0",
  retries: "0",
};

/** `sum(…) AS name, …` */
export function sumsSql(expressions: Record<SumName, string>): string {
  return SUM_NAMES.map((name) => `sum(${expressions[name]}) AS ${name.toLowerCase()}`).join(", ");
}

export function sumsOf(row: SqlRow): Sums {
  const sums = noSums();
  for (const name of SUM_NAMES) sums[name] = asNumber(row[name.toLowerCase()] ?? 0);
  return sums;
}

export function noSums(): Sums {
  return Object.fromEntries(SUM_NAMES.map((name) => [name, 0])) as Sums;
}

export function addSums(into: Sums, more: Sums): void {
  for (const name of SUM_NAMES) into[name] += more[name];
}

export function totalOf(list: Iterable<Sums>): Sums {
  const total = noSums();
  for (const sums of list) addSums(total, sums);
  return total;
}

export function metricOf(sums: Sums, metric: ActivityMetric): number {
  switch (metric) {
    case "cost":
      return sums.quota;
    case "requests":
      return sums.requests;
    case "tokens":
      return sums.promptTokens + sums.completionTokens;
    case "errors":
      return sums.errors;
  }
}
