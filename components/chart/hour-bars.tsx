"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatCompact } from "../format/number";
import { formatHour } from "../format/time";
import { useTimeZone } from "../ui/time-zone";
import { Tooltip } from "../ui/tooltip";

export type HourBar = { at: Date; total: number; failed: number };

/** Counts by hour as bars, failures stacked in red, empty hours kept on the axis. The same numbers stand in a table for screen readers. */
export function HourBars(props: {
  bars: readonly HourBar[];
  label: string;
  columns: { hour: string; total: string; failed: string };
}) {
  const { bars, label, columns } = props;
  const t = useTranslations("chart");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const max = Math.max(1, ...bars.map((bar) => bar.total));
  const hour = (at: Date) => formatHour(at.getTime(), { locale, timeZone });
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure aria-label={label} className="min-w-0">
      <div className="flex h-28 items-end gap-px border-border border-b sm:gap-0.5" aria-hidden>
        {bars.map((bar) => (
          <Tooltip
            key={bar.at.getTime()}
            content={`${hour(bar.at)} · ${columns.total} ${bar.total.toLocaleString(locale)} · ${columns.failed} ${bar.failed.toLocaleString(locale)}`}
          >
            <div className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-hover">
              <div className="bg-err" style={{ height: percent(bar.failed, max) }} />
              <div className="bg-c1" style={{ height: percent(bar.total - bar.failed, max) }} />
            </div>
          </Tooltip>
        ))}
      </div>
      <figcaption className="mt-1 flex justify-between gap-2 text-fg-3 text-xs tabular-nums" aria-hidden>
        <span suppressHydrationWarning>{first ? hour(first.at) : ""}</span>
        <span>{t("peak", { count: formatCompact(max) })}</span>
        <span suppressHydrationWarning>{last ? hour(last.at) : ""}</span>
      </figcaption>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.hour}</th>
            <th scope="col">{columns.total}</th>
            <th scope="col">{columns.failed}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.at.getTime()}>
              <th scope="row">{bar.at.toISOString()}</th>
              <td>{bar.total}</td>
              <td>{bar.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** A bar that is there is seen: at least one pixel or so. */
function percent(value: number, max: number): string {
  return value === 0 ? "0" : `max(2px, ${(value / max) * 100}%)`;
}
