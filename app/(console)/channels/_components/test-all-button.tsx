"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterInputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";

type Filter = Extract<RouterInputs["channelTest"]["runMany"]["selection"], { filter: unknown }>["filter"];

/** Tests everything the filter matches as a job, and goes there to watch it. */
export function TestAllButton({ filter }: { filter: Filter }) {
  const t = useTranslations("channel.testMany");
  const trpc = useTRPC();
  const router = useRouter();
  const confirm = useConfirm();
  const run = useAction(trpc.channelTest.runMany.mutationOptions(), { invalidate: [trpc.job.pathFilter()] });
  const ask = async () => {
    const isSure = await confirm({
      title: t("allTitle"),
      description: t("allDescription"),
      confirmLabel: t("confirm"),
    });
    if (!isSure) return;
    const outcome = await run.run({ selection: { filter } });
    if (outcome.ok) router.push(`/jobs?open=${outcome.data.jobId}`);
  };
  return (
    <Button onClick={() => void ask()} isPending={run.isPending}>
      {t("all")}
    </Button>
  );
}
