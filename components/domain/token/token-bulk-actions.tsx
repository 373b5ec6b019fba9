"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { TOKEN_BULK_MAX, type TokenBulkAction } from "@/server/access/token/schema";
import { TokenBulkReport } from "./token-bulk-report";

type Report = RouterOutputs["token"]["changeMany"];

/** Acts on the selected tokens and says what became of each. */
export function TokenBulkActions(props: { ids: string[]; isMine: boolean; onDone: () => void }) {
  const { ids, isMine, onDone } = props;
  const t = useTranslations("token.bulk");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const toast = useToast();
  const managesAny = useCan("token.manageAny");
  const [report, setReport] = useState<Report | null>(null);
  const change = useAction(trpc.token.changeMany.mutationOptions(), {
    invalidate: [trpc.token.pathFilter(), trpc.audit.pathFilter()],
  });

  const act = async (action: TokenBulkAction) => {
    const count = ids.length;
    const isSure = await confirm({
      title: t(`${action}.title`, { count }),
      description: t(`${action}.effect`),
      confirmLabel: t(`${action}.submit`, { count }),
      isDanger: action !== "enable",
    });
    if (!isSure) return;
    const result = await change.run({ ids, action });
    if (!result.ok) return;
    const failed = result.data.filter((row) => row.outcome === "failed");
    if (failed.length === 0) {
      toast.success(t(`${action}.done`, { count: result.data.filter((row) => row.outcome === "done").length }));
      onDone();
    } else setReport(result.data);
  };
  const actions: TokenBulkAction[] = isMine || managesAny ? ["disable", "enable", "expire", "delete"] : ["disable"];
  const isTooMany = ids.length > TOKEN_BULK_MAX;
  return (
    <>
      {actions.map((action) => (
        <Button
          key={action}
          size="sm"
          variant={action === "delete" ? "danger-ghost" : "ghost"}
          disabled={isTooMany}
          title={isTooMany ? t("tooMany", { max: TOKEN_BULK_MAX }) : undefined}
          isPending={change.isPending}
          onClick={() => void act(action)}
        >
          {t(`${action}.button`)}
        </Button>
      ))}
      <TokenBulkReport
        report={report}
        onClose={() => {
          setReport(null);
          onDone();
        }}
      />
    </>
  );
}
