import { beginsWith, type Predicate } from "./predicate";

/** Rows of one value of an index, in the order of their ids. */
export type Branch = {
  /** Null: the primary key, which is the index of time. */
  index: string | null;
  equals: readonly [column: string, value: string | number] | null;
  /** What the database must read to know that a partial index holds all that is asked for. */
  guard: string;
  /** Conditions that keep the branches apart, where they could meet. */
  also: readonly Predicate[];
};

/** A way to walk through logs from the newest on: the rows of its branches, merged, are all that can match. */
export type Driver = { branches: readonly Branch[]; decides: readonly Predicate[] };

/** One branch is one descent of an index in each statement. */
const BRANCHES_MAX = 64;
const ERROR_STATUS_MIN = 400;

/** All rows by time: what is left when no index knows anything of a filter. */
export const BY_TIME: Driver = { branches: [{ index: null, equals: null, guard: "", also: [] }], decides: [] };

const INDEXES: Readonly<Record<string, { index: string; guard: string }>> = {
  user_id: { index: "logs_user_id_id_idx", guard: "" },
  token_id: { index: "logs_token_id_id_idx", guard: "" },
  channel_id: { index: "logs_channel_id_id_idx", guard: "" },
  model: { index: "logs_model_id_idx", guard: "" },
  http_status: { index: "logs_http_status_id_idx", guard: "http_status >= 400" },
  error_code: { index: "logs_error_code_id_idx", guard: "error_code <> ''" },
  client_request_id: { index: "logs_client_request_id_id_idx", guard: "client_request_id <> ''" },
};

/** Values that stand in logs, of columns whose conditions are not by value. Read when `valuesWanted` asks for them. */
export type KnownValues = { model?: readonly string[]; errorCode?: readonly string[]; httpStatus?: readonly number[] };

/** Whether a condition can never hold: it asks for one of no values. */
export function isNever(predicate: Predicate): boolean {
  if (predicate.is === "oneOf") {
    return !predicate.isNot && predicate.values.length === 0 && predicate.prefixes.length === 0;
  }
  return false;
}

/** The ways that indexes offer through the rows of a filter; by time alone when they offer none. */
export function driversOf(predicates: readonly Predicate[], known: KnownValues = {}): Driver[] {
  const drivers = predicates
    .map((predicate) => driverOf(predicate, known))
    .filter((driver) => driver !== null)
    .filter((driver) => driver.branches.length <= BRANCHES_MAX);
  return drivers.length === 0 ? [BY_TIME] : drivers;
}

/** Which columns' values would offer a way through the rows that is not there without them. */
export function valuesWanted(predicates: readonly Predicate[]): (keyof KnownValues)[] {
  const isStrong = predicates.some(
    (predicate) =>
      predicate.is === "request" ||
      (isByValue(predicate) && (predicate.column === "user_id" || predicate.column === "token_id")),
  );
  if (isStrong) return [];
  const wanted = predicates.flatMap((predicate): (keyof KnownValues)[] => {
    if (predicate.is === "holds") return ["errorCode"];
    if (isOfErrors(predicate)) return ["httpStatus"];
    if (predicate.is !== "oneOf" || predicate.isNot || predicate.prefixes.length === 0) return [];
    return predicate.column === "model" ? ["model"] : predicate.column === "error_code" ? ["errorCode"] : [];
  });
  return [...new Set(wanted)];
}

/** The way through rows of some error statuses. */
export function statusDriver(statuses: readonly number[]): Driver {
  return { branches: statuses.map((status) => branch("http_status", status)), decides: [] };
}

function driverOf(predicate: Predicate, known: KnownValues): Driver | null {
  if (predicate.is === "request") return { branches: requestBranches(predicate), decides: [predicate] };
  if (predicate.is === "holds") return messageDriver(known);
  if (isOfErrors(predicate)) {
    if (!known.httpStatus) return null;
    const { spans } = predicate;
    const statuses = known.httpStatus.filter((status) => spans.some(([from, to]) => status >= from && status < to));
    return { branches: statuses.map((status) => branch("http_status", status)), decides: [predicate] };
  }
  if (predicate.is !== "oneOf" || predicate.isNot || !(predicate.column in INDEXES)) return null;
  const values = valuesOf(predicate, known);
  if (values === null || values.some((value) => !isIndexed(predicate.column, value))) return null;
  return { branches: values.map((value) => branch(predicate.column, value)), decides: [predicate] };
}

function valuesOf(predicate: Of<"oneOf">, known: KnownValues): (string | number)[] | null {
  const { column, values, prefixes } = predicate;
  const exact = values.filter((value) => typeof value !== "boolean");
  if (prefixes.length === 0) return [...new Set(exact)];
  const all = column === "model" ? known.model : column === "error_code" ? known.errorCode : undefined;
  if (!all) return null;
  const begun = all.filter((value) => prefixes.some((prefix) => beginsWith(value, prefix)));
  return [...new Set([...exact, ...begun])];
}

/** Partial indexes hold errors only. */
function isIndexed(column: string, value: string | number): boolean {
  if (column === "http_status") return typeof value === "number" && value >= ERROR_STATUS_MIN;
  return value !== "" || column !== "error_code";
}

/** Whatever has a message has a code. */
function messageDriver({ errorCode }: KnownValues): Driver | null {
  return errorCode ? { branches: errorCode.map((code) => branch("error_code", code)), decides: [] } : null;
}

function requestBranches({ ids, clientRequestId }: Of<"request">): Branch[] {
  const known = ids.map((id): Branch => ({ index: null, equals: ["id", id], guard: "", also: [] }));
  return [...known, { ...branch("client_request_id", clientRequestId), also: ids.length === 0 ? [] : [notThese(ids)] }];
}

function notThese(ids: readonly string[]): Predicate {
  return { is: "notIds", ids };
}

function branch(column: string, value: string | number): Branch {
  const known = INDEXES[column];
  if (!known) throw new Error(`No index begins with ${column}.`);
  return { ...known, equals: [column, value], also: [] };
}

type Of<Is extends Predicate["is"]> = Extract<Predicate, { is: Is }>;

function isOfErrors(predicate: Predicate): predicate is Of<"status"> {
  return predicate.is === "status" && !predicate.isNot && predicate.spans.every(([from]) => from >= ERROR_STATUS_MIN);
}

function isByValue(predicate: Predicate): predicate is Of<"oneOf"> {
  return predicate.is === "oneOf" && !predicate.isNot && predicate.prefixes.length === 0;
}
