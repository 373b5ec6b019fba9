"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { StatementBiggest } from "./statement-biggest";
import { StatementControls } from "./statement-controls";
import { StatementSum } from "./statement-sum";
import { StatementUsage } from "./statement-usage";
import { useStatementPeriod } from "./use-statement-period";

/** Explains an account's balance: what there was, what changed it, and what is left, to the unit. */
export function BalanceStatement({ userId }: { userId: string }) {
  const t = useTranslations("ledger.statement");
  const period = useStatementPeriod();
  const { range, timeZone } = period;
  const never = new Date(0);
  const query = useQuery(
    useTRPC().ledger.explain.queryOptions(
      { userId, ...(range ?? { from: never, to: never }), ...(timeZone ? { timeZone } : {}) },
      { enabled: range !== null, placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex flex-col gap-8">
      <StatementControls userId={userId} period={period} />
      {range === null ? (
        <p className="text-fg-2">{t("chooseDays")}</p>
      ) : (
        <QueryState query={query}>
          {(statement) => (
            <>
              <Panel title={t("sum")} description={t("sumHint")}>
                <StatementSum statement={statement} />
              </Panel>
              <Panel title={t("biggest")} description={t("biggestHint")}>
                <StatementBiggest statement={statement} />
              </Panel>
              <Panel title={t("usage")} description={t("usageHint")}>
                <StatementUsage statement={statement} />
              </Panel>
            </>
          )}
        </QueryState>
      )}
    </div>
  );
}
