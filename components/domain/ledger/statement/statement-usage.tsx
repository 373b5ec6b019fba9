"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useViewer } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { CompactNumber } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { isStaff } from "@/server/identity/permission/schema";
import type { Statement } from "./statement-sum";

const DAYS_AT_FIRST = 7;

/** What use cost by day and model; each line leads to its logs, and the lines sum up to the ledger's consumption. */
export function StatementUsage({ statement }: { statement: Statement }) {
  const t = useTranslations("ledger.statement");
  const [isWhole, setIsWhole] = useState(false);
  const { days, consumed, shifted } = statement;
  // Paper has no button to press.
  useEffect(() => {
    const showWhole = () => flushSync(() => setIsWhole(true));
    window.addEventListener("beforeprint", showWhole);
    return () => window.removeEventListener("beforeprint", showWhole);
  }, []);
  if (days.length === 0 && shifted === 0n) return <p className="text-fg-2">{t("noUse")}</p>;
  const shown = isWhole ? days : days.slice(0, DAYS_AT_FIRST);
  const earlier = days.slice(shown.length);
  return (
    <div className="flex max-w-3xl flex-col items-start gap-2">
      <PlainTable
        head={[
          { label: t("model") },
          { label: t("requests"), isNumeric: true },
          { label: t("cost"), isNumeric: true },
          { label: t("behind"), className: "w-24 pl-4" },
        ]}
        footer={<Total shifted={shifted} consumed={consumed} />}
      >
        {shown.map((day) => (
          <Fragment key={day.day}>
            <SumRow name={day.day} units={day.quota} />
            {day.models.map((usage) => (
              <ModelRow key={usage.model} usage={usage} userId={statement.user.id} />
            ))}
          </Fragment>
        ))}
        {earlier.length > 0 ? (
          <SumRow
            name={t("earlier", { count: earlier.length })}
            units={earlier.reduce((sum, { quota }) => sum + quota, 0n)}
          />
        ) : null}
      </PlainTable>
      {earlier.length > 0 ? (
        <Button size="sm" variant="ghost" className="print:hidden" onClick={() => setIsWhole(true)}>
          {t("moreDays", { count: earlier.length })}
        </Button>
      ) : null}
    </div>
  );
}

type Usage = Statement["days"][number]["models"][number];

function ModelRow({ usage, userId }: { usage: Usage; userId: string }) {
  const t = useTranslations("ledger.statement");
  const isForStaff = isStaff(useViewer().role);
  const { model, quota, requestCount, from, to } = usage;
  return (
    <PlainRow name={<span className="pl-4">{model}</span>}>
      <PlainCell isNumeric>
        <CompactNumber value={requestCount} />
      </PlainCell>
      <PlainCell isNumeric>
        <Quota units={quota} />
      </PlainCell>
      <PlainCell className="pl-4">
        <Link
          className="link"
          href={hrefOfLogs({ kind: "consume", ...(isForStaff ? { userId } : {}), model, from, to })}
        >
          {t("logs")}
        </Link>
      </PlainCell>
    </PlainRow>
  );
}

function Total({ shifted, consumed }: { shifted: bigint; consumed: bigint }) {
  const t = useTranslations("ledger.statement");
  return (
    <>
      {shifted === 0n ? null : <SumRow name={t("shifted")} units={shifted} />}
      <SumRow name={t("total")} units={consumed} />
    </>
  );
}

function SumRow({ name, units }: { name: string; units: bigint }) {
  return (
    <PlainRow name={<span className="font-semibold">{name}</span>}>
      <PlainCell />
      <PlainCell isNumeric className="font-semibold">
        <Quota units={units} />
      </PlainCell>
      <PlainCell />
    </PlainRow>
  );
}
