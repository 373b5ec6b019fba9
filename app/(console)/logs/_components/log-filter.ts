import type { TableState } from "@/components/data-table/use-table-state";
import { LOG_STATUS_CLASSES, type LogFilter } from "@/server/usage/log/schema";
import type { LogsFilters } from "./logs-filters";

type StatusClass = (typeof LOG_STATUS_CLASSES)[number];

/** The filter of the page as the procedures take it; its range ends when it was last refreshed. */
export function toLogFilter(values: TableState<LogsFilters>["values"]): LogFilter {
  const { range, stream, duration, firstToken, quota, promptTokens, completionTokens, attempts, ...rest } = values;
  const { status, statusNot, ...lists } = rest;
  const wanted = splitStatus(status);
  const unwanted = splitStatus(statusNot);
  return {
    ...lists,
    status: wanted.classes,
    httpStatus: wanted.codes,
    statusNot: unwanted.classes,
    httpStatusNot: unwanted.codes,
    from: range?.from,
    to: range?.to,
    isStream: stream,
    durationMsMin: duration?.min,
    durationMsMax: duration?.max,
    firstTokenMsMin: firstToken?.min,
    firstTokenMsMax: firstToken?.max,
    quotaMin: quota?.min,
    quotaMax: quota?.max,
    promptTokensMin: promptTokens?.min,
    promptTokensMax: promptTokens?.max,
    completionTokensMin: completionTokens?.min,
    completionTokensMax: completionTokens?.max,
    attemptCountMin: attempts?.min,
  };
}

/** The page has classes and single statuses in one list, the server has them in two. */
function splitStatus(values: readonly string[] | undefined) {
  const isClass = (value: string): value is StatusClass => LOG_STATUS_CLASSES.some((name) => name === value);
  const classes = values?.filter(isClass) ?? [];
  const isCovered = (value: string) => classes.some((name) => name[0] === value[0]);
  const codes = values?.filter((value) => /^[1-5]\d\d$/.test(value) && !isCovered(value)).map(Number) ?? [];
  return { classes: classes.length > 0 ? classes : undefined, codes: codes.length > 0 ? codes : undefined };
}
