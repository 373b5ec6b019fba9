"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { useErrorText } from "@/components/feedback/use-error-text";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { EXPORT_FORMATS, type ExportFormat } from "@/server/usage/export/schema";
import type { LogFilter } from "@/server/usage/log/schema";
import { ExportList } from "./export-list";

type Plan = RouterOutputs["export"]["plan"];
type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void; filter: LogFilter };

/** Says how many rows there are, and gives them at once or starts a job for them; below, one's exports so far. */
export function LogExportDialog({ open, onOpenChange, filter }: DialogProps) {
  const t = useTranslations("export");
  const trpc = useTRPC();
  const labelId = useId();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const plan = useQuery({ ...trpc.export.plan.queryOptions({ filter }), enabled: open, staleTime: 0, gcTime: 0 });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={t("title")}
      description={t("description")}
      footer={<Actions filter={filter} format={format} plan={plan.data} />}
    >
      <div className="flex flex-col gap-5">
        <PlanText plan={plan.data} error={plan.error} />
        <div className="flex flex-col gap-2">
          <p id={labelId} className="font-semibold text-sm">
            {t("format")}
          </p>
          <RadioGroup<ExportFormat>
            aria-labelledby={labelId}
            value={format}
            onValueChange={setFormat}
            options={EXPORT_FORMATS.map((value) => ({
              value,
              label: t(`formats.${value}`),
              description: t(`formatHints.${value}`),
            }))}
          />
        </div>
        <ExportList isLive={open} />
      </div>
    </Dialog>
  );
}

function PlanText({ plan, error }: { plan: Plan | undefined; error: unknown }) {
  const t = useTranslations("export.plan");
  const errorText = useErrorText();
  if (plan === undefined) {
    return error ? <Alert tone="err" title={errorText(error)} /> : <p className="text-fg-2">{t("counting")}</p>;
  }
  const rows = t(plan.isUpperBound ? "atMost" : "rows", { count: plan.rows });
  return (
    <div role="status">
      <p className="font-semibold">{plan.rows === 0 ? t("none") : rows}</p>
      {plan.rows === 0 ? null : <p className="text-fg-2">{t(plan.how)}</p>}
    </div>
  );
}

type ActionsProps = { filter: LogFilter; format: ExportFormat; plan: Plan | undefined };

function Actions({ filter, format, plan }: ActionsProps) {
  const t = useTranslations("export");
  const trpc = useTRPC();
  const start = useAction(trpc.export.start.mutationOptions(), {
    success: t("started"),
    invalidate: [trpc.export.list.pathFilter(), trpc.job.pathFilter()],
  });
  if (plan?.how === "stream" && plan.rows > 0) {
    return (
      <Button asChild variant="primary">
        <a href={streamHref(filter, format)} download>
          {t("download")}
        </a>
      </Button>
    );
  }
  return (
    <Button
      variant="primary"
      disabled={plan === undefined || plan.rows === 0}
      isPending={start.isPending}
      onClick={() => void start.run({ filter, format })}
    >
      {t("start")}
    </Button>
  );
}

/** The whole filter in one parameter; its times become texts by themselves. */
function streamHref(filter: LogFilter, format: ExportFormat): string {
  return `/api/exports/logs?${new URLSearchParams({ format, filter: JSON.stringify(filter) })}`;
}
