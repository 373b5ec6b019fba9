"use client";

import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/domain/ledger/person-link";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Duration } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";

type Run = RouterOutputs["reconciliation"]["runs"]["runs"][number];

export function RunsList({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("reconciliation.runs");
  if (runs.length === 0) return <p className="text-fg-2">{t("none")}</p>;
  return (
    <PlainTable
      head={[
        { label: t("startedAt") },
        { label: t("result") },
        { label: t("took"), isNumeric: true },
        { label: t("by"), className: "pl-4" },
      ]}
      className="max-w-3xl"
    >
      {runs.map((run) => (
        <PlainRow key={run.id} name={<Time value={run.startedAt} format="exact" />}>
          <PlainCell>
            <RunResult run={run} />
          </PlainCell>
          <PlainCell isNumeric>
            {run.finishedAt ? <Duration ms={run.finishedAt.getTime() - run.startedAt.getTime()} /> : "—"}
          </PlainCell>
          <PlainCell className="pl-4">{run.actor ? <PersonLink person={run.actor} /> : t("system")}</PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function RunResult({ run }: { run: Run }) {
  const t = useTranslations("reconciliation.runs");
  if (run.status === "running") return <StatusBadge status="running">{t("running")}</StatusBadge>;
  if (run.status === "failed") {
    return (
      <>
        <StatusBadge status="failed">{t("failed")}</StatusBadge>
        {run.error ? <span className="block break-words text-fg-2 text-xs">{run.error}</span> : null}
      </>
    );
  }
  return (
    <StatusBadge status="ok" tone={run.differenceCount > 0 ? "warn" : "ok"} isQuiet={run.differenceCount === 0}>
      {t("found", { count: run.differenceCount })}
    </StatusBadge>
  );
}
