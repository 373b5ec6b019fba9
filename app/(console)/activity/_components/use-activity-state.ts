"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTimeZone } from "@/components/ui/time-zone";
import { ACTIVITY_BY, ACTIVITY_METRICS, type ActivityFilter } from "@/server/usage/activity/schema";
import { ACTIVITY_RANGES, type ActivityRangeName, type DaySpan, daysShown, instantsOf } from "./range";
import { useActivityFilters } from "./use-activity-filters";

const PARSERS = {
  range: parseAsStringLiteral(ACTIVITY_RANGES).withDefault("7d"),
  first: parseAsString.withDefault(""),
  last: parseAsString.withDefault(""),
  by: parseAsStringLiteral(ACTIVITY_BY).withDefault("model"),
  metric: parseAsStringLiteral(ACTIVITY_METRICS).withDefault("cost"),
  compare: parseAsBoolean.withDefault(false),
  cumulative: parseAsBoolean.withDefault(false),
};

/** What the page shows, kept in the URL and nowhere else. `span` is null while a custom range is not complete. */
export function useActivityState() {
  const timeZone = useTimeZone();
  const [now, setNow] = useState(() => Date.now());
  const [view, setView] = useQueryStates(PARSERS, { history: "push" });
  const table = useTableState(useActivityFilters());
  const { range, first, last } = view;
  const days = useMemo<DaySpan>(() => ({ first, last }), [first, last]);
  const span = useMemo(() => instantsOf(range, days, { now, timeZone }), [range, days, now, timeZone]);
  const { model, group, channelId, userId, tokenId } = table.values;
  const filter: ActivityFilter = { model, group, channelId, userId, tokenId };
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...view,
    table,
    filter,
    zone,
    span,
    days,
    setRange: (next: ActivityRangeName) =>
      void setView(
        next === "custom" ? { range: next, ...daysShown(span, timeZone) } : { range: next, first: null, last: null },
      ),
    setDays: (next: Partial<DaySpan>) => void setView(next),
    set: (next: Partial<Pick<typeof view, "by" | "metric" | "compare" | "cumulative">>) => void setView(next),
    refresh: () => setNow(Date.now()),
  };
}

export type ActivityState = ReturnType<typeof useActivityState>;
