import type { LogRow } from "@/server/money/ledger/rows";
import type { LogFilter } from "../schema";

/** A row as the tests know it, with what it was charged. */
export type KnownRow = LogRow & { quota: bigint };

type Row = KnownRow;

/** Whether a row meets a filter, read off the filter's definition word by word: what the engine must agree with. */
export function isWanted(row: Row, filter: LogFilter): boolean {
  return isInRange(row, filter) && isListed(row, filter) && isBounded(row, filter) && isTold(row, filter);
}

function isInRange({ createdAt }: Row, { from, to }: LogFilter): boolean {
  return (!from || createdAt >= from.getTime()) && (!to || createdAt < to.getTime());
}

const LISTS: readonly [
  field: "kind" | "outcome" | "endpoint" | "group" | "channelId" | "userId" | "tokenId" | "ip" | "httpStatus",
  value: (row: Row) => string | number | null,
][] = [
  ["kind", (row) => row.kind],
  ["outcome", (row) => row.outcome],
  ["endpoint", (row) => row.endpoint],
  ["group", (row) => row.groupName],
  ["channelId", (row) => row.channelId],
  ["userId", (row) => row.userId],
  ["tokenId", (row) => row.tokenId],
  ["ip", (row) => row.ip],
  ["httpStatus", (row) => row.httpStatus],
];

function isListed(row: Row, filter: LogFilter): boolean {
  const areExact = LISTS.every(([field, value]) => {
    const [wanted, unwanted] = [filter[field], filter[`${field}Not`]] as readonly (readonly unknown[] | undefined)[];
    const isWithClasses = field === "httpStatus" && filter.status?.length;
    return (isWithClasses || !wanted?.length || wanted.includes(value(row))) && !unwanted?.includes(value(row));
  });
  const fits = (value: string, patterns: readonly string[] | undefined) =>
    patterns?.some((pattern) =>
      pattern.endsWith("*") ? value !== "" && value.startsWith(pattern.slice(0, -1)) : value === pattern,
    ) ?? false;
  return (
    areExact &&
    (!filter.model?.length || fits(row.model, filter.model)) &&
    !fits(row.model, filter.modelNot) &&
    (!filter.errorCode?.length || fits(row.errorCode, filter.errorCode)) &&
    !fits(row.errorCode, filter.errorCodeNot)
  );
}

function isBounded(row: Row, filter: LogFilter): boolean {
  const within = (value: number | null, min: number | undefined, max: number | undefined) =>
    (min === undefined && max === undefined) ||
    (value !== null && (min === undefined || value >= min) && (max === undefined || value <= max));
  return (
    within(row.durationMs, filter.durationMsMin, filter.durationMsMax) &&
    within(row.firstTokenMs, filter.firstTokenMsMin, filter.firstTokenMsMax) &&
    within(Number(row.quota), filter.quotaMin, filter.quotaMax) &&
    within(row.promptTokens, filter.promptTokensMin, filter.promptTokensMax) &&
    within(row.completionTokens, filter.completionTokensMin, filter.completionTokensMax) &&
    within(row.attemptCount, filter.attemptCountMin, undefined)
  );
}

function isTold(row: Row, filter: LogFilter): boolean {
  const className = `${Math.floor(row.httpStatus / 100)}xx`;
  const { status, statusNot, errorText, requestId } = filter as Record<string, unknown> & LogFilter;
  return (
    (!status?.length ||
      status.some((name) => name === className) ||
      filter.httpStatus?.includes(row.httpStatus) === true) &&
    !statusNot?.some((name) => name === className) &&
    (filter.isStream === undefined || row.isStream === filter.isStream) &&
    (!errorText || row.errorMessage.toLowerCase().includes(errorText.toLowerCase())) &&
    (!requestId || row.id === requestId || row.clientRequestId === requestId)
  );
}
