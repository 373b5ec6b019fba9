"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarCheck, ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { useQuotaText } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { CheckInCalendar } from "./check-in-calendar";
import { addMonths } from "./month-grid";

type CheckIns = RouterOutputs["reward"]["listCheckIns"];

/** Today's credit and the days it was collected on. Nothing at all on a site without a check-in. */
export function CheckInPanel() {
  const t = useTranslations("reward");
  const trpc = useTRPC();
  const [month, setMonth] = useState<string | undefined>(undefined);
  const query = useQuery(
    trpc.reward.listCheckIns.queryOptions(
      { month },
      // Turning a page keeps the calendar in its place.
      { placeholderData: (previous) => previous && { ...previous, days: [], month: month ?? previous.month } },
    ),
  );
  if (query.data && !query.data.isOn) return null;
  return (
    <Panel title={t("title")} description={query.data ? <Terms checkIns={query.data} /> : null}>
      <QueryState query={query}>
        {(checkIns) => (
          <div className="flex flex-col gap-4">
            <CheckInButton checkIns={checkIns} />
            <div className="flex max-w-xs flex-col gap-2">
              <MonthSwitch month={checkIns.month} thisMonth={checkIns.today.slice(0, 7)} onChange={setMonth} />
              <CheckInCalendar month={checkIns.month} today={checkIns.today} days={checkIns.days} />
            </div>
          </div>
        )}
      </QueryState>
    </Panel>
  );
}

function Terms({ checkIns }: { checkIns: CheckIns }) {
  const t = useTranslations("reward");
  const money = useQuotaText();
  const { minUnits, maxUnits } = checkIns;
  return minUnits === maxUnits
    ? t("fixed", { amount: money(maxUnits) })
    : t("random", { from: money(minUnits), to: money(maxUnits) });
}

function CheckInButton({ checkIns }: { checkIns: CheckIns }) {
  const t = useTranslations("reward");
  const trpc = useTRPC();
  const money = useQuotaText();
  const checkIn = useAction(trpc.reward.checkIn.mutationOptions(), {
    success: ({ amount }) => t("collected", { amount: money(amount) }),
    invalidate: [
      trpc.reward.pathFilter(),
      trpc.wallet.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.overview.pathFilter(),
    ],
  });
  return (
    <div>
      <Button isPending={checkIn.isPending} disabled={checkIns.isDoneToday} onClick={() => void checkIn.run()}>
        <CalendarCheck aria-hidden />
        {checkIns.isDoneToday ? t("doneToday") : t("checkIn")}
      </Button>
    </div>
  );
}

function MonthSwitch(props: { month: string; thisMonth: string; onChange: (month: string) => void }) {
  const t = useTranslations("reward");
  const locale = useLocale();
  const { month, thisMonth, onChange } = props;
  const name = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  return (
    <div className="flex items-center justify-between">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("previousMonth")}
        onClick={() => onChange(addMonths(month, -1))}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <span className="font-semibold" aria-live="polite">
        {name.format(Date.parse(`${month}-01T00:00:00Z`))}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("nextMonth")}
        disabled={month >= thisMonth}
        onClick={() => onChange(addMonths(month, 1))}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
