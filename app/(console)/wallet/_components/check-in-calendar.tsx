"use client";

import { Check } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { useQuotaText } from "@/components/ui/money";
import { CellTooltip } from "@/components/ui/tooltip";
import { monthWeeks, weekdayNames } from "./month-grid";

type Day = { day: string; amount: bigint };

/** A month with the days of a check-in marked. Days are those of the site, whatever zone the reader is in. */
export function CheckInCalendar(props: { month: string; today: string; days: readonly Day[] }) {
  const { month, today, days } = props;
  const t = useTranslations("reward");
  const locale = useLocale();
  const amounts = new Map(days.map(({ day, amount }) => [day, amount]));
  return (
    <table className="w-full table-fixed text-center text-xs tabular-nums">
      <caption className="sr-only">{t("calendar")}</caption>
      <thead>
        <tr>
          {weekdayNames(locale).map(({ short, long }) => (
            <th key={long} scope="col" abbr={long} className="py-1 font-normal text-fg-3">
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthWeeks(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, weekday) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the week is what the cell is
              <td key={weekday} className="h-9 p-0.5">
                {day ? <DayCell day={day} isToday={day === today} amount={amounts.get(day)} /> : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, isToday, amount }: { day: string; isToday: boolean; amount: bigint | undefined }) {
  const t = useTranslations("reward");
  const money = useQuotaText();
  const number = Number(day.slice(8));
  const frame = cn(
    "flex h-8 items-center justify-center gap-0.5 rounded-md",
    isToday && "font-semibold ring-1 ring-accent ring-inset",
  );
  if (amount === undefined) {
    return (
      <span className={cn(frame, "text-fg-2")} aria-current={isToday ? "date" : undefined}>
        {number}
      </span>
    );
  }
  return (
    <CellTooltip content={() => t("collected", { amount: money(amount) })}>
      <span className={cn(frame, "bg-ok-bg text-ok")} aria-current={isToday ? "date" : undefined}>
        {number}
        <Check className="size-3" aria-hidden />
        <span className="sr-only">{t("collected", { amount: money(amount) })}</span>
      </span>
    </CellTooltip>
  );
}
