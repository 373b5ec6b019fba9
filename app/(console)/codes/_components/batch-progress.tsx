"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { BatchDetail } from "@/components/domain/redemption/redemption-row";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";

/** How many codes are made; where the job ended too early, the way to go on. */
export function BatchProgress({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("redemption.progress");
  const isStopped = batch.job === null || ["succeeded", "failed", "cancelled"].includes(batch.job.status);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-sm tabular-nums">{t("text", { done: batch.createdCount, total: batch.codeCount })}</span>
        {batch.job ? (
          <Link href={`/jobs?open=${batch.job.id}`} className="link ml-auto text-xs">
            {t("openJob")}
          </Link>
        ) : null}
      </div>
      <Progress value={(batch.createdCount / batch.codeCount) * 100} label={t("label")} />
      {isStopped ? (
        <Alert tone="warn" actions={<ResumeButton batchId={batch.id} />}>
          {t("stopped")}
        </Alert>
      ) : null}
    </div>
  );
}

function ResumeButton({ batchId }: { batchId: string }) {
  const t = useTranslations("redemption.progress");
  const trpc = useTRPC();
  const resume = useAction(trpc.redemption.resumeBatch.mutationOptions(), {
    success: t("resumed"),
    invalidate: [trpc.redemption.pathFilter(), trpc.job.pathFilter(), trpc.audit.pathFilter()],
  });
  if (!useCan("redemption.manage")) return null;
  return (
    <Button size="sm" isPending={resume.isPending} onClick={() => void resume.run({ id: batchId })}>
      {t("resume")}
    </Button>
  );
}
