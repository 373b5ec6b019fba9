"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import type { SecretOverview } from "./secret-rows";

/** Puts all secrets under the first key, once somebody who may do so has given their password. */
export function RotateButton({ overview }: { overview: SecretOverview }) {
  const t = useTranslations("secret.rotate");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const mayRotate = useCan("secret.rotate");
  const rotate = useAction(trpc.secret.rotate.mutationOptions(), {
    success: t("started"),
    invalidate: [trpc.secret.pathFilter(), trpc.job.pathFilter()],
  });
  const { lastJob, staleCount } = overview;
  const start = async () => {
    const isConfirmed = await confirm({
      title: t("title"),
      description: t("effect", { count: staleCount }),
      confirmLabel: t("action"),
    });
    if (isConfirmed) await rotate.run();
  };
  return (
    <>
      {lastJob ? (
        <Link href={`/jobs?open=${lastJob.id}`} className="link text-sm">
          {t("lastJob")}
        </Link>
      ) : null}
      {mayRotate && staleCount > 0 ? (
        <Button isPending={rotate.isPending} onClick={() => void start()}>
          <KeyRound aria-hidden />
          {t("action")}
        </Button>
      ) : null}
    </>
  );
}
