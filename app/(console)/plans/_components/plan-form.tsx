"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSaveAsDraft } from "@/components/domain/draft/use-save-as-draft";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { FormSheet } from "@/components/form/form-overlay";
import type { FormMerge } from "@/components/form/use-form-merge";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { storedTerms } from "@/server/money/plan/schema";
import { PlanPlateFields, PlanTermsFields } from "./plan-fields";
import { NEW_PLAN, type PlanValues, toTerms, usePlanSchema, valuesOf } from "./plan-form-schema";
import type { PlanRow } from "./plan-row";

export type PlanFormMode = { kind: "create" } | { kind: "edit" | "publish"; plan: PlanRow };

/** Makes a plan, changes how it is offered, or publishes new terms. Mounted anew for each. */
export function PlanForm({ mode, onOpenChange }: { mode: PlanFormMode; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("plan");
  const form = useZodForm({
    schema: usePlanSchema(),
    defaultValues: mode.kind === "create" ? NEW_PLAN : valuesOf(mode.plan),
  });
  const save = useSavePlan(mode);
  const merge = usePlanMerge(mode);
  const plan = mode.kind === "create" ? null : mode.plan;
  const draft = useSaveAsDraft<PlanValues>(plan && { kind: "plan", id: plan.id }, (values) => ({
    kind: "plan",
    // A plan that is new gets its id when it is made; until then its name tells it from the draft's others.
    id: plan?.id ?? values.name,
    label: values.name,
    content: { ...plateOf(values), terms: storedTerms(toTerms(values)) },
  }));
  const next = (plan?.versions[0]?.number ?? 0) + 1;
  return (
    <FormSheet
      open
      onOpenChange={onOpenChange}
      title={t(`form.${mode.kind}Title`, { name: plan?.name ?? "", number: next })}
      description={mode.kind === "publish" ? t("form.publishHint", { count: plan?.subscriberCount ?? 0 }) : undefined}
      form={form}
      onSubmit={save}
      {...(merge ? { merge } : {})}
      alternative={draft.alternative}
      submitLabel={t(`form.${mode.kind}`, { number: next })}
      isEdit={mode.kind !== "create"}
    >
      {draft.dialog}
      {mode.kind === "publish" ? null : <PlanPlateFields control={form.control} />}
      {mode.kind === "edit" ? null : <PlanTermsFields control={form.control} currency={form.watch("currency")} />}
    </FormSheet>
  );
}

/** What the plan is by now, when somebody else saved it first. */
function usePlanMerge(mode: PlanFormMode): FormMerge<PlanValues> | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const labelOf = useFieldLabel();
  if (mode.kind === "create") return null;
  const { id } = mode.plan;
  return {
    labelOf: (path) => labelOf({ kind: "plan", path }) ?? path,
    readLatest: async () => {
      const latest = await queryClient.fetchQuery(trpc.plan.get.queryOptions({ id }, { staleTime: 0 }));
      return { values: valuesOf(latest), version: latest.version };
    },
  };
}

function useSavePlan(mode: PlanFormMode): (values: PlanValues, version?: number) => Promise<unknown> {
  const t = useTranslations("plan");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const invalidate = [trpc.plan.pathFilter(), trpc.audit.pathFilter()];
  const undoCreate = useUndoSave(({ id }: { id: string }) => ({ kind: "plan", id }));
  const undo = useUndoSave((_: unknown, { id }: { id: string }) => ({ kind: "plan", id }));
  const create = useAction(trpc.plan.create.mutationOptions(), {
    success: t("done.create"),
    invalidate,
    undo: undoCreate,
  });
  const update = useAction(trpc.plan.update.mutationOptions(), { success: t("done.edit"), invalidate, undo });
  const publish = useAction(trpc.plan.publish.mutationOptions(), {
    success: ({ number }) => t("done.publish", { number }),
    invalidate,
    undo,
  });
  return (values, merged) => {
    const plate = plateOf(values);
    if (mode.kind === "create") return create.call({ ...plate, terms: toTerms(values) });
    const { id } = mode.plan;
    const version = merged ?? mode.plan.version;
    if (mode.kind === "edit") return update.call({ id, version, ...plate });
    return withJumpConfirm((isJumpConfirmed) => publish.call({ id, version, terms: toTerms(values), isJumpConfirmed }));
  };
}

function plateOf({ name, description, position, isActive }: PlanValues) {
  return { name, description, position, isActive };
}
