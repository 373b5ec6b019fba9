"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { BulkReport, type BulkRows } from "@/components/domain/channel/bulk-report";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterInputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { can } from "@/server/identity/permission/schema";
import { type BulkField, BulkFieldDialog } from "./bulk-field-dialog";
import type { ChannelListRow } from "./channels-columns";

type BulkInput = RouterInputs["channel"]["bulk"];
type Filter = Extract<BulkInput["selection"], { filter: unknown }>["filter"];

/** The buttons over selected channels. What failed is reported row by row; more than a hundred become a job. */
export function ChannelBulkActions(props: { selection: Selection<ChannelListRow>; filter: Filter }) {
  const t = useTranslations("channel.bulk");
  const { role } = useViewer();
  const bulk = useBulk(props);
  const [field, setField] = useState<BulkField | null>(null);
  return (
    <>
      <Button size="sm" onClick={() => void bulk.change({ kind: "enable" })} isPending={bulk.isPending}>
        {t("enable")}
      </Button>
      <Button size="sm" onClick={() => void bulk.askAndChange("disable")} disabled={bulk.isPending}>
        {t("disable")}
      </Button>
      <Button size="sm" onClick={() => void bulk.test()} disabled={bulk.isPending}>
        {t("test")}
      </Button>
      {can(role, "channel.manage") ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" disabled={bulk.isPending}>
              {t("more")}
              <ChevronDown aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => setField("tag")}>{t("setTag")}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => setField("priority")}>{t("setPriority")}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => setField("weight")}>{t("setWeight")}</DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem isDanger onSelect={() => void bulk.askAndChange("delete")}>
              {t("delete")}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      <BulkFieldDialog field={field} onClose={() => setField(null)} onApply={bulk.change} />
      <BulkReport rows={bulk.report} onClose={bulk.closeReport} />
    </>
  );
}

function useBulk({ selection, filter }: { selection: Selection<ChannelListRow>; filter: Filter }) {
  const t = useTranslations("channel.bulk");
  const trpc = useTRPC();
  const router = useRouter();
  const confirm = useConfirm();
  const toast = useToast();
  const [report, setReport] = useState<BulkRows | null>(null);
  const invalidate = [trpc.channel.pathFilter(), trpc.job.pathFilter()];
  const bulk = useAction(trpc.channel.bulk.mutationOptions(), { invalidate });
  const tests = useAction(trpc.channelTest.runMany.mutationOptions(), { invalidate });
  const target: BulkInput["selection"] = selection.scope === "filter" ? { filter } : { ids: selection.ids };
  const count = selection.scope === "filter" ? null : selection.ids.length;

  const change = async (wanted: BulkInput["change"]) => {
    const outcome = await bulk.run({ selection: target, change: wanted });
    if (!outcome.ok) return;
    if (outcome.data.kind === "job") {
      router.push(`/jobs?open=${outcome.data.jobId}`);
      return;
    }
    const { rows } = outcome.data;
    if (rows.some((row) => !row.isDone)) {
      setReport(rows);
      return;
    }
    toast.success(t("done", { count: rows.length }));
    selection.clear();
  };
  return {
    isPending: bulk.isPending || tests.isPending,
    report,
    closeReport: () => setReport(null),
    change,
    async askAndChange(kind: "disable" | "delete") {
      const isSure = await confirm({
        title: count === null ? t(`${kind}AllTitle`) : t(`${kind}Title`, { count }),
        description: t(`${kind}Description`),
        confirmLabel: t(`${kind}Confirm`),
        isDanger: kind === "delete",
      });
      if (isSure) await change({ kind });
    },
    async test() {
      const outcome = await tests.run({ selection: target });
      if (outcome.ok) router.push(`/jobs?open=${outcome.data.jobId}`);
    },
  };
}
