"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { CancelDialog } from "./cancel-dialog";
import { RenewDialog } from "./renew-dialog";
import type { SubscriptionRow } from "./subscription-row";

const ACTS = ["renew", "autoRenewOn", "autoRenewOff", "resume", "cancel"] as const;
type SubscriptionAct = (typeof ACTS)[number];
type SwitchAct = Exclude<SubscriptionAct, "renew" | "cancel">;

export type SubscriptionActs = {
  actsOn: (row: SubscriptionRow) => SubscriptionAct[];
  act: (kind: SubscriptionAct, row: SubscriptionRow) => void;
  /** To be rendered once, beside the list. */
  element: ReactNode;
};

/** Everything that can be done to subscriptions, one's own or as staff a customer's, with the dialogs it takes. */
export function useSubscriptionActs(): SubscriptionActs {
  const viewer = useViewer();
  const managesAny = useCan("subscription.manageAny");
  const confirm = useConfirm();
  const [open, setOpen] = useState<{ kind: SubscriptionAct; row: SubscriptionRow } | null>(null);
  const { question, run, call } = useSwitchActs();
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  const isOwn = (row: SubscriptionRow) => row.userId === viewer.id;
  const act = async (kind: SubscriptionAct, row: SubscriptionRow) => {
    if (kind === "renew" || kind === "cancel" || !isOwn(row)) setOpen({ kind, row });
    else if (await confirm(question(kind, row))) await run(kind, row);
  };
  return {
    actsOn: (row) => (isOwn(row) || managesAny ? fittingActs(row) : []),
    act: (kind, row) => void act(kind, row),
    element: open ? (
      <ActDialog {...open} isOwn={isOwn(open.row)} onOpenChange={close} question={question} onSwitch={call} />
    ) : null,
  };
}

function ActDialog(props: {
  kind: SubscriptionAct;
  row: SubscriptionRow;
  isOwn: boolean;
  onOpenChange: (open: boolean) => void;
  question: (kind: SwitchAct, row: SubscriptionRow) => { title: string; description: string; confirmLabel: string };
  onSwitch: (kind: SwitchAct, row: SubscriptionRow, reason: string) => Promise<unknown>;
}) {
  const { kind, row, isOwn, onOpenChange, question, onSwitch } = props;
  if (kind === "renew") return <RenewDialog row={row} isOwn={isOwn} open onOpenChange={onOpenChange} />;
  if (kind === "cancel") return <CancelDialog row={row} isOwn={isOwn} open onOpenChange={onOpenChange} />;
  const { title, description, confirmLabel } = question(kind, row);
  return (
    <ReasonDialog
      open
      onOpenChange={onOpenChange}
      title={title}
      effect={description}
      submitLabel={confirmLabel}
      onSubmit={(reason) => onSwitch(kind, row, reason)}
    />
  );
}

/** Which acts fit the state a subscription is in, in the order of its menu. */
function fittingActs(row: SubscriptionRow): SubscriptionAct[] {
  if (row.status !== "active") return [];
  const hasWalletPrice = row.walletPrice !== null;
  const fits: Record<SubscriptionAct, boolean> = {
    renew: hasWalletPrice && row.walletPrice !== 0n,
    autoRenewOn: hasWalletPrice && !row.isAutoRenew && !row.cancelsAtPeriodEnd,
    autoRenewOff: row.isAutoRenew && !row.cancelsAtPeriodEnd,
    resume: row.cancelsAtPeriodEnd,
    cancel: true,
  };
  return ACTS.filter((act) => fits[act]);
}

/** What takes no form of its own. A standing order over a wallet is no quick undo: it is asked for first. */
function useSwitchActs() {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const invalidate = [trpc.subscription.pathFilter(), trpc.plan.pathFilter(), trpc.audit.pathFilter()];
  const autoRenew = useAction(trpc.subscription.setAutoRenew.mutationOptions(), {
    success: (_, { isAutoRenew }) => t(isAutoRenew ? "done.autoRenewOn" : "done.autoRenewOff"),
    invalidate,
  });
  const resume = useAction(trpc.subscription.resume.mutationOptions(), { success: t("done.resume"), invalidate });
  return {
    question: (kind: SwitchAct, row: SubscriptionRow) => ({
      title: t(`confirm.${kind}.title`, { plan: row.planName }),
      description: t(`confirm.${kind}.effect`, { amount: quotaText(row.walletPrice ?? 0n) }),
      confirmLabel: t(`acts.${kind}`),
    }),
    run: (kind: SwitchAct, { id }: SubscriptionRow) =>
      kind === "resume" ? resume.run({ id }) : autoRenew.run({ id, isAutoRenew: kind === "autoRenewOn" }),
    call: (kind: SwitchAct, { id }: SubscriptionRow, reason: string) =>
      kind === "resume"
        ? resume.call({ id, reason })
        : autoRenew.call({ id, isAutoRenew: kind === "autoRenewOn", reason }),
  };
}
