"use client";

import { Check, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { moneyFilters } from "@/components/domain/ledger/money-filters";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { useQuotaText } from "@/components/ui/money";
import type { Approval } from "./approval-detail";
import { RejectDialog } from "./reject-dialog";

/** Approve or reject for a second person; withdraw for the one who asked. */
export function ApprovalActions({ approval }: { approval: Approval }) {
  const t = useTranslations("approval");
  const viewer = useViewer();
  const mayDecide = useCan("approval.decide");
  if (approval.status !== "pending") return null;
  if (approval.requester.id === viewer.id) return <WithdrawButton approval={approval} />;
  if (!mayDecide) return <p className="text-fg-2">{t("detail.onlyAdmins")}</p>;
  return <DecideButtons approval={approval} />;
}

function DecideButtons({ approval }: { approval: Approval }) {
  const t = useTranslations("approval");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const confirm = useConfirm();
  const [isRejecting, setIsRejecting] = useState(false);
  const approve = useAction(trpc.approval.approve.mutationOptions(), {
    success: t("approve.done"),
    invalidate: moneyFilters(trpc),
  });
  const ask = async () => {
    const { kind, amount, user, requester } = approval;
    const isSure = await confirm({
      title: t("approve.title", { kind: t(`kinds.${kind}`) }),
      description: t("approve.description", {
        amount: quotaText(amount),
        name: user.username,
        requester: requester.username,
      }),
      confirmLabel: t("approve.action"),
    });
    if (isSure) await approve.run({ id: approval.id });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" isPending={approve.isPending} onClick={() => void ask()}>
        <Check aria-hidden />
        {t("approve.action")}
      </Button>
      <Button onClick={() => setIsRejecting(true)}>
        <X aria-hidden />
        {t("reject.action")}
      </Button>
      <RejectDialog id={approval.id} open={isRejecting} onOpenChange={setIsRejecting} />
    </div>
  );
}

function WithdrawButton({ approval }: { approval: Approval }) {
  const t = useTranslations("approval.withdraw");
  const trpc = useTRPC();
  const withdraw = useAction(trpc.approval.withdraw.mutationOptions(), {
    success: t("done"),
    invalidate: moneyFilters(trpc),
  });
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-fg-2">{t("hint")}</p>
      <Button isPending={withdraw.isPending} onClick={() => void withdraw.run({ id: approval.id })}>
        <Undo2 aria-hidden />
        {t("action")}
      </Button>
    </div>
  );
}
