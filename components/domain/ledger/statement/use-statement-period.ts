"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { useTimeZone } from "@/components/ui/time-zone";
import { type DaySpan, daysOf, instantsOf, STATEMENT_PERIODS, type StatementPeriod } from "./period";

const PARSERS = {
  period: parseAsStringLiteral(STATEMENT_PERIODS).withDefault("30d"),
  first: parseAsString.withDefault(""),
  last: parseAsString.withDefault(""),
};

/** Which days a statement is about, kept in the URL. `range` is null while a custom span is not complete. */
export function useStatementPeriod() {
  const timeZone = useTimeZone();
  const [now] = useState(() => Date.now());
  const [{ period, first, last }, setState] = useQueryStates(PARSERS, { history: "push" });
  const days = useMemo<DaySpan>(
    () => (period === "custom" ? { first, last } : daysOf(period, now, timeZone)),
    [period, first, last, now, timeZone],
  );
  const range = useMemo(() => instantsOf(days, timeZone), [days, timeZone]);
  return {
    period,
    days,
    range,
    timeZone,
    // A custom span starts from what was shown.
    setPeriod: (next: StatementPeriod) =>
      void setState(next === "custom" ? { period: next, ...days } : { period: next, first: null, last: null }),
    setDays: (next: Partial<DaySpan>) => void setState(next),
  };
}
