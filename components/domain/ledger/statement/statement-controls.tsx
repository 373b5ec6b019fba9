"use client";

import { Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { DayInput } from "@/components/form/day-input";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { STATEMENT_PERIODS } from "./period";
import type { useStatementPeriod } from "./use-statement-period";

/** Which days, and the statement as a file or on paper. */
export function StatementControls(props: { userId: string; period: ReturnType<typeof useStatementPeriod> }) {
  const { userId, period } = props;
  const t = useTranslations("ledger.statement");
  const { range, days, timeZone } = period;
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <Select
        value={period.period}
        onValueChange={period.setPeriod}
        options={STATEMENT_PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        aria-label={t("period")}
        className="w-40"
      />
      {period.period === "custom" ? (
        <>
          <DayInput
            className="w-36"
            label={t("first")}
            value={days.first}
            onChange={(first) => period.setDays({ first })}
          />
          <span aria-hidden className="text-fg-3">
            –
          </span>
          <DayInput
            className="w-36"
            label={t("last")}
            value={days.last}
            onChange={(last) => period.setDays({ last })}
          />
        </>
      ) : null}
      <div className="ml-auto flex gap-2">
        {range ? (
          <Button asChild size="sm">
            <a href={`/api/ledger/statement?${downloadQuery({ userId, ...range, timeZone })}`} download>
              <Download aria-hidden />
              {t("download")}
            </a>
          </Button>
        ) : null}
        <Button size="sm" onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("print")}
        </Button>
      </div>
    </div>
  );
}

function downloadQuery(input: { userId: string; from: Date; to: Date; timeZone: string | undefined }): URLSearchParams {
  const { userId, from, to, timeZone } = input;
  return new URLSearchParams({
    userId,
    from: from.toISOString(),
    to: to.toISOString(),
    ...(timeZone ? { timeZone } : {}),
  });
}
