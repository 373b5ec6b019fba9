"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { useAction } from "@/components/feedback/use-action";
import { useNow } from "@/components/hooks/use-now";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { ByteSize, Duration } from "@/components/ui/numeric";
import { Progress } from "@/components/ui/progress";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { type ExportRow, exportHref, isUnderWay } from "./export-row";

/** One export: its state, what is in it, and what can be done with it. */
export function ExportItem({ row }: { row: ExportRow }) {
  const t = useTranslations("export");
  const outcomeText = useOutcomeText();
  const isCancelling = row.isCancelling && isUnderWay(row);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={row.status} isQuiet={row.status === "ready"}>
          {isCancelling ? t("cancelling") : t(`statuses.${row.status}`)}
        </StatusBadge>
        <span className="text-fg-2 text-xs tabular-nums">
          <ExportFacts row={row} />
        </span>
        <span className="ml-auto flex items-center gap-2">
          <ExportActions row={row} />
        </span>
      </div>
      {isUnderWay(row) ? <ExportProgress row={row} /> : null}
      {row.status === "failed" && row.failure ? <p className="text-err text-xs">{outcomeText(row.failure)}</p> : null}
    </div>
  );
}

function ExportFacts({ row }: { row: ExportRow }) {
  const t = useTranslations("export");
  const name = row.format === "jsonl" ? "JSONL" : "CSV";
  if (row.status !== "ready") {
    return (
      <>
        {name} · {t("rows", { count: row.rowCount })} · <Time value={row.createdAt} />
      </>
    );
  }
  return (
    <>
      {name} · {t("rows", { count: row.rowCount })} · <ByteSize value={row.byteCount} /> ·{" "}
      {t.rich("expires", { time: () => <Time value={row.expiresAt} /> })}
    </>
  );
}

function ExportProgress({ row }: { row: ExportRow }) {
  const t = useTranslations("export");
  const now = useNow();
  const elapsedMs = row.startedAt === null ? 0 : Math.max(0, now - row.startedAt.getTime());
  const left = row.partCount - row.partsDone;
  return (
    <div className="flex items-center gap-3">
      <Progress value={(row.partsDone / row.partCount) * 100} label={t("progress")} />
      {row.partsDone > 0 && elapsedMs > 0 ? (
        <span className="whitespace-nowrap text-fg-2 text-xs">
          {t.rich("left", { time: () => <Duration ms={(elapsedMs / row.partsDone) * left} /> })}
        </span>
      ) : null}
    </div>
  );
}

function ExportActions({ row }: { row: ExportRow }) {
  const t = useTranslations("export");
  const trpc = useTRPC();
  const invalidate = [trpc.export.pathFilter(), trpc.job.pathFilter()];
  const cancel = useAction(trpc.export.cancel.mutationOptions(), { success: t("cancelled"), invalidate });
  const retry = useAction(trpc.export.retry.mutationOptions(), { success: t("retried"), invalidate });
  if (row.status === "ready") return <ExportDownload id={row.id} />;
  if (row.status === "failed") {
    return (
      <Button size="sm" isPending={retry.isPending} onClick={() => void retry.run({ id: row.id })}>
        {t("retry")}
      </Button>
    );
  }
  if (!isUnderWay(row)) return null;
  return (
    <Button
      size="sm"
      isPending={cancel.isPending}
      disabled={row.isCancelling}
      onClick={() => void cancel.run({ id: row.id })}
    >
      {t("cancel")}
    </Button>
  );
}

function ExportDownload({ id }: { id: string }) {
  const t = useTranslations("export");
  return (
    <Button asChild size="sm">
      <a href={exportHref(id)} download>
        <Download aria-hidden />
        {t("download")}
      </a>
    </Button>
  );
}
