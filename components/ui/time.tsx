"use client";

import { useLocale } from "next-intl";
import { NONE } from "../format/number";
import { formatDate, formatDateTime, formatExact, formatRelative, formatUtc, zoneName } from "../format/time";
import { useNow } from "../hooks/use-now";
import { cn } from "./cn";
import { useTimeZone } from "./time-zone";
import { CellTooltip } from "./tooltip";

export type TimeProps = {
  value: Date | number | string | null | undefined;
  /**
   * `relative` by default: "3 min ago". `exact` is for lists that are read beside other records of what happened; the
   * tooltip has what the cell has not, and always local time, UTC and epoch.
   */
  format?: "relative" | "exact" | "absolute" | "date";
  className?: string;
};

/** An instant in the viewer's zone; a dash for none. */
export function Time({ value, format = "relative", className }: TimeProps) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const now = useNow();
  if (value === null || value === undefined) return <span className="text-fg-3">{NONE}</span>;
  const at = new Date(value).getTime();
  const options = { locale, timeZone };
  const written = {
    relative: () => formatRelative(at, now, locale),
    exact: () => formatExact(at, now, options),
    absolute: () => formatDateTime(at, options),
    date: () => formatDate(at, options),
  };
  const tooltip = () => (
    <>
      {format === "relative" ? null : <p>{written.relative()}</p>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-2 tabular-nums">
        <dt className="opacity-70">{zoneName(at, options)}</dt>
        <dd>{formatDateTime(at, options)}</dd>
        <dt className="opacity-70">UTC</dt>
        <dd>{formatUtc(at)}</dd>
        <dt className="opacity-70">Epoch</dt>
        <dd>{at}</dd>
      </dl>
    </>
  );
  return (
    <CellTooltip content={tooltip}>
      {/* The server may render in another zone and a moment earlier. */}
      <time
        dateTime={new Date(at).toISOString()}
        className={cn(format === "exact" && "tabular-nums", className)}
        suppressHydrationWarning
      >
        {written[format]()}
      </time>
    </CellTooltip>
  );
}
