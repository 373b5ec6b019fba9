"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { formatNumber } from "@/components/format/number";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { type Preview, totalsOf } from "./preview-summary";

/** Starts the clean-up that the preview shows, once a word was typed. */
export function CleanupButton({ preview, isArchiving }: { preview: Preview; isArchiving: boolean }) {
  const t = useTranslations("retention.run");
  const locale = useLocale();
  const trpc = useTRPC();
  const confirm = useConfirm();
  const router = useRouter();
  const mayRun = useCan("retention.manage");
  const run = useAction(trpc.retention.run.mutationOptions(), {
    success: t("started"),
    invalidate: [trpc.retention.runs.pathFilter(), trpc.job.pathFilter()],
    onSuccess: ({ id }) => router.push(`/jobs?open=${id}`),
  });
  const { rows: total } = totalsOf(preview);
  if (!mayRun || total === 0) return null;
  const rows = formatNumber(total, locale);
  const start = async () => {
    const isConfirmed = await confirm({
      title: t("title"),
      description: t(isArchiving ? "descriptionArchived" : "description", { rows }),
      confirmLabel: t("confirm", { rows }),
      typeToConfirm: t("word"),
      isDanger: true,
    });
    if (isConfirmed) await run.run({ asOf: preview.asOf });
  };
  return (
    <Button variant="danger" isPending={run.isPending} onClick={() => void start()}>
      <Trash2 aria-hidden />
      {t("action")}
    </Button>
  );
}
