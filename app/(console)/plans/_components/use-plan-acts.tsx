"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { PlanForm, type PlanFormMode } from "./plan-form";
import type { PlanRow } from "./plan-row";

const ACTS = ["edit", "publish", "hide", "offer", "delete", "restore"] as const;
type PlanAct = (typeof ACTS)[number];

export type PlanActs = {
  create: () => void;
  act: (kind: PlanAct, plan: PlanRow) => void;
  /** To be rendered once, beside the list. */
  element: ReactNode;
};

/** Everything that can be done to plans, with the form and questions it takes. */
export function usePlanActs(): PlanActs {
  const [open, setOpen] = useState<PlanFormMode | null>(null);
  const doNow = useImmediateActs();
  return {
    create: () => setOpen({ kind: "create" }),
    act: (kind, plan) => {
      if (kind === "edit" || kind === "publish") setOpen({ kind, plan });
      else void doNow(kind, plan);
    },
    element: open ? (
      <PlanForm
        mode={open}
        onOpenChange={(isOpen) => {
          if (!isOpen) setOpen(null);
        }}
      />
    ) : null,
  };
}

function useImmediateActs() {
  const t = useTranslations("plan");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const invalidate = [trpc.plan.pathFilter(), trpc.audit.pathFilter()];
  const update = useAction(trpc.plan.update.mutationOptions(), {
    success: (_, { isActive }) => t(isActive ? "done.offer" : "done.hide"),
    invalidate,
    undo: useUndoSave((_: unknown, { id }: { id: string }) => ({ kind: "plan", id })),
  });
  const remove = useAction(trpc.plan.delete.mutationOptions(), { success: t("done.delete"), invalidate });
  const restore = useAction(trpc.plan.restore.mutationOptions(), { success: t("done.restore"), invalidate });
  return async (kind: Exclude<PlanAct, "edit" | "publish">, { id, name, version, subscriberCount }: PlanRow) => {
    if (kind === "restore") return restore.run({ id, version });
    if (kind !== "delete") return update.run({ id, version, isActive: kind === "offer" });
    const isSure = await confirm({
      title: t("confirmDelete.title", { name }),
      description: t("confirmDelete.effect", { count: subscriberCount }),
      confirmLabel: t("acts.delete"),
      isDanger: true,
    });
    return isSure ? remove.run({ id, version }) : null;
  };
}

function fittingActs(plan: PlanRow): PlanAct[] {
  if (plan.deletedAt !== null) return ["restore"];
  return ACTS.filter((act) => {
    if (act === "restore") return false;
    if (act === "hide") return plan.isActive;
    return act === "offer" ? !plan.isActive : true;
  });
}

type Props = { plan: PlanRow; acts: PlanActs };

export function PlanMenuItems({ plan, acts }: Props) {
  const t = useTranslations("plan.acts");
  return fittingActs(plan).map((kind) => (
    <DropdownMenuItem key={kind} isDanger={kind === "delete"} onSelect={() => acts.act(kind, plan)}>
      {t(kind)}
    </DropdownMenuItem>
  ));
}

export function PlanButtons({ plan, acts }: Props) {
  const t = useTranslations("plan.acts");
  const mayManage = useCan("plan.manage");
  if (!mayManage) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {fittingActs(plan).map((kind) => (
        <Button
          key={kind}
          size="sm"
          variant={kind === "delete" ? "danger-ghost" : "secondary"}
          onClick={() => acts.act(kind, plan)}
        >
          {t(kind)}
        </Button>
      ))}
    </div>
  );
}
