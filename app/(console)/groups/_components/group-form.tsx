"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSaveAsDraft } from "@/components/domain/draft/use-save-as-draft";
import { PriceEffect } from "@/components/domain/price/price-effect";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { SwitchField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import type { FormMerge } from "@/components/form/use-form-merge";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { type GroupValues, useGroupSchema } from "./group-form-schema";
import type { GroupRow } from "./group-row";

const NEW_GROUP: GroupValues = { name: "", displayName: "", description: "", ratio: "1", isSelectable: false };

/** Makes a group, or changes one; its name is in tokens, channels and logs and stays. */
export function GroupForm(props: { group: GroupRow | null; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { group, open, onOpenChange } = props;
  const t = useTranslations("group");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const invalidate = [trpc.group.pathFilter(), trpc.price.pathFilter(), trpc.audit.pathFilter()];
  const undo = useUndoSave((_: unknown, { name: id }: { name: string }) => ({ kind: "group", id }));
  const create = useAction(trpc.group.create.mutationOptions(), { success: t("created"), invalidate, undo });
  const update = useAction(trpc.group.update.mutationOptions(), { success: t("saved"), invalidate, undo });
  const form = useZodForm({ schema: useGroupSchema(), defaultValues: group ? valuesOf(group) : NEW_GROUP });
  const save = (values: GroupValues, version = group?.version ?? 0) =>
    group
      ? // A disabled field is not among a form's values.
        withJumpConfirm((isJumpConfirmed) => update.call({ ...values, name: group.name, version, isJumpConfirmed }))
      : create.call(values);
  const merge = useGroupMerge(group);
  const draft = useSaveAsDraft<GroupValues>(group && { kind: "group", id: group.name }, ({ name, ...content }) => ({
    kind: "group",
    id: group?.name ?? name,
    label: content.displayName,
    content,
  }));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={group ? t("editTitle", { name: group.displayName }) : t("create")}
      form={form}
      onSubmit={save}
      {...(merge ? { merge } : {})}
      alternative={draft.alternative}
      submitLabel={group ? t("save") : t("create")}
      isEdit={group !== null}
    >
      {draft.dialog}
      <TextField control={form.control} name="displayName" label={t("form.displayName")} isAutoFocus />
      <TextField
        control={form.control}
        name="name"
        label={t("columns.name")}
        description={t("form.nameHint")}
        isMono
        isDisabled={group !== null}
      />
      <TextField
        control={form.control}
        name="ratio"
        label={t("columns.ratio")}
        description={t("ratioHint")}
        inputMode="decimal"
      />
      <SwitchField
        control={form.control}
        name="isSelectable"
        label={t("form.selectable")}
        description={t("form.selectableHint")}
      />
      <TextareaField
        control={form.control}
        name="description"
        label={t("columns.description")}
        description={t("form.descriptionHint")}
        isOptional
        rows={2}
      />
      {group ? <PriceEffect changes={effectOf(group, form.watch("ratio"))} /> : null}
    </FormDialog>
  );
}

function effectOf({ name, ratio }: GroupRow, typed: string) {
  const isRatio = /^\d{1,4}(\.\d{1,10})?$/.test(typed.trim());
  return isRatio && typed.trim() !== ratio ? { ratios: [{ group: name, ratio: typed.trim() }] } : null;
}

/** What the group is by now, when somebody else saved it first. */
function useGroupMerge(group: GroupRow | null): FormMerge<GroupValues> | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const labelOf = useFieldLabel();
  if (!group) return null;
  return {
    labelOf: (path) => labelOf({ kind: "group", path }) ?? path,
    readLatest: async () => {
      const groups = await queryClient.fetchQuery(trpc.group.list.queryOptions(undefined, { staleTime: 0 }));
      const latest = groups.find(({ name }) => name === group.name) ?? group;
      return { values: valuesOf(latest), version: latest.version };
    },
  };
}

function valuesOf({ name, displayName, description, ratio, isSelectable }: GroupRow): GroupValues {
  return { name, displayName, description, ratio, isSelectable };
}
