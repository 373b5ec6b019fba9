import type { LOG_STATUS_CLASSES, LogFilter } from "../schema";

/** Columns of logs that a filter speaks of. The roll-ups call theirs the same. */
export type LogColumn =
  | "kind"
  | "outcome"
  | "endpoint"
  | "model"
  | "group_name"
  | "channel_id"
  | "user_id"
  | "token_id"
  | "error_code"
  | "ip"
  | "http_status"
  | "is_stream"
  | "duration_ms"
  | "first_token_ms"
  | "quota"
  | "prompt_tokens"
  | "completion_tokens"
  | "attempt_count";

type Scalar = string | number | boolean;

/** One condition of a filter, still without SQL. All of a filter must hold. */
export type Predicate =
  /** One of these values, or beginning with one of these prefixes; or none of them. */
  | { is: "oneOf"; column: LogColumn; values: readonly Scalar[]; prefixes: readonly string[]; isNot: boolean }
  /** In one of these half-open spans of http_status, or in none. */
  | { is: "status"; spans: readonly (readonly [from: number, before: number])[]; isNot: boolean }
  | { is: "between"; column: LogColumn; min?: number; max?: number }
  /** Holds this text, in any case. */
  | { is: "holds"; column: "error_message"; text: string }
  /** Is one of these requests, or was called so by its client. */
  | { is: "request"; ids: readonly string[]; clientRequestId: string }
  | { is: "notIds"; ids: readonly string[] }
  /** Ended at or after an instant, as far as ids tell when it began: see `endedSince`. */
  | { is: "ended"; steps: readonly EndedStep[] };

/** Requests from this id on count when they took at least so long. */
export type EndedStep = { fromId: string; durationMsMin: number };

const STATUS_SPANS = { "2xx": [200, 300], "4xx": [400, 500], "5xx": [500, 600] } as const satisfies Record<
  (typeof LOG_STATUS_CLASSES)[number],
  readonly [number, number]
>;

const EXACT = {
  kind: "kind",
  outcome: "outcome",
  httpStatus: "http_status",
  endpoint: "endpoint",
  group: "group_name",
  channelId: "channel_id",
  userId: "user_id",
  tokenId: "token_id",
  ip: "ip",
} as const satisfies Partial<Record<keyof LogFilter, LogColumn>>;

const PREFIXED = { model: "model", errorCode: "error_code" } as const;

const BOUNDED = {
  durationMs: "duration_ms",
  firstTokenMs: "first_token_ms",
  quota: "quota",
  promptTokens: "prompt_tokens",
  completionTokens: "completion_tokens",
} as const satisfies Record<string, LogColumn>;

/** The conditions of a filter but its range and its request id, which need the database. `userId` must hold ids. */
export function predicatesOf(filter: LogFilter): Predicate[] {
  return [
    ...exactPredicates(filter),
    ...prefixedPredicates(filter),
    ...statusPredicates(filter),
    ...boundPredicates(filter),
    ...(filter.isStream === undefined ? [] : [oneOf("is_stream", [filter.isStream])]),
    ...(filter.errorText ? [{ is: "holds", column: "error_message", text: filter.errorText } as const] : []),
  ];
}

/** Whether a value begins with a prefix. The empty one asks for any value at all, so nothing is not among them. */
export function beginsWith(value: string, prefix: string): boolean {
  return value !== "" && value.startsWith(prefix);
}

export function oneOf(column: LogColumn, values: readonly Scalar[], isNot = false): Predicate {
  return { is: "oneOf", column, values, prefixes: [], isNot };
}

function exactPredicates(filter: LogFilter): Predicate[] {
  return keysOf(EXACT).flatMap((field) => {
    const isWithClasses = field === "httpStatus" && filter.status?.length;
    const [wanted, unwanted] = [isWithClasses ? undefined : filter[field], filter[`${field}Not`]];
    return [
      ...(wanted?.length ? [oneOf(EXACT[field], wanted)] : []),
      ...(unwanted?.length ? [oneOf(EXACT[field], unwanted, true)] : []),
    ];
  });
}

function prefixedPredicates(filter: LogFilter): Predicate[] {
  return keysOf(PREFIXED).flatMap((field) => [
    ...prefixed(PREFIXED[field], { patterns: filter[field], isNot: false }),
    ...prefixed(PREFIXED[field], { patterns: filter[`${field}Not`], isNot: true }),
  ]);
}

type Patterns = { patterns: readonly string[] | undefined; isNot: boolean };

function prefixed(column: LogColumn, { patterns, isNot }: Patterns): Predicate[] {
  if (!patterns?.length) return [];
  const values = patterns.filter((pattern) => !pattern.endsWith("*"));
  const prefixes = patterns.filter((pattern) => pattern.endsWith("*")).map((pattern) => pattern.slice(0, -1));
  return [{ is: "oneOf", column, values, prefixes, isNot }];
}

/** Classes and single statuses are one question, "which answer": whoever names both wants either. */
function statusPredicates(filter: LogFilter): Predicate[] {
  const spans = (classes: LogFilter["status"]) => (classes ?? []).map((name) => STATUS_SPANS[name]);
  const single = (filter.httpStatus ?? []).map((status) => [status, status + 1] as const);
  const wanted = [...spans(filter.status), ...single];
  return [
    ...(filter.status?.length ? [{ is: "status", spans: wanted, isNot: false } as const] : []),
    ...(filter.statusNot?.length ? [{ is: "status", spans: spans(filter.statusNot), isNot: true } as const] : []),
  ];
}

function boundPredicates(filter: LogFilter): Predicate[] {
  const parts = keysOf(BOUNDED).flatMap((field) =>
    between(BOUNDED[field], filter[`${field}Min`], filter[`${field}Max`]),
  );
  return [...parts, ...between("attempt_count", filter.attemptCountMin, undefined)];
}

function between(column: LogColumn, min: number | undefined, max: number | undefined): Predicate[] {
  if (min === undefined && max === undefined) return [];
  return [{ is: "between", column, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }];
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
