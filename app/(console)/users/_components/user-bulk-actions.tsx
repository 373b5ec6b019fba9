"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { BULK_MAX } from "@/server/identity/user/schema";
import { type BulkReport, countOutcomes } from "./bulk-outcomes";
import { UserBulkReport } from "./user-bulk-report";

type Status = "enabled" | "disabled";

/** Enables or disables the chosen accounts; what failed is shown row by row, and can be tried again. */
export function UserBulkActions({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useTranslations("user.bulk");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const toast = useToast();
  const [report, setReport] = useState<{ rows: BulkReport; status: Status } | null>(null);
  const setStatus = useAction(trpc.user.setStatusOfMany.mutationOptions(), {
    invalidate: [trpc.user.pathFilter(), trpc.session.pathFilter()],
  });

  const run = async (chosen: string[], status: Status) => {
    const result = await setStatus.run({ ids: chosen, status });
    if (!result.ok) return;
    if (result.data.some((row) => row.outcome === "failed")) {
      setReport({ rows: result.data, status });
      return;
    }
    toast.success(t("report", countOutcomes(result.data)));
    setReport(null);
    onDone();
  };
  const handleClick = async (status: Status) => {
    if (ids.length > BULK_MAX) return toast.info(t("tooMany", { max: BULK_MAX }));
    const isSure =
      status === "enabled" ||
      (await confirm({
        title: t("disableTitle", { count: ids.length }),
        description: t("disableDescription"),
        confirmLabel: t("disableConfirm", { count: ids.length }),
        isDanger: true,
      }));
    if (isSure) await run(ids, status);
  };
  return (
    <>
      <Button size="sm" isPending={setStatus.isPending} onClick={() => void handleClick("enabled")}>
        {t("enable")}
      </Button>
      <Button size="sm" isPending={setStatus.isPending} onClick={() => void handleClick("disabled")}>
        {t("disable")}
      </Button>
      <UserBulkReport
        rows={report?.rows ?? null}
        onClose={() => {
          setReport(null);
          onDone();
        }}
        onRetry={(failed) => void run(failed, report?.status ?? "disabled")}
      />
    </>
  );
}
