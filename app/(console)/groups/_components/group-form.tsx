"use client";

import { useTranslations } from "next-intl";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useAction } from "@/components/feedback/use-action";
import { SwitchField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
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
  const create = useAction(trpc.group.create.mutationOptions(), { success: t("created"), invalidate });
  const update = useAction(trpc.group.update.mutationOptions(), { success: t("saved"), invalidate });
  const form = useZodForm({ schema: useGroupSchema(), defaultValues: group ? valuesOf(group) : NEW_GROUP });
  const save = (values: GroupValues) =>
    group
      ? withJumpConfirm((isJumpConfirmed) => update.call({ ...values, version: group.version, isJumpConfirmed }))
      : create.call(values);
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={group ? t("editTitle", { name: group.displayName }) : t("create")}
      form={form}
      onSubmit={save}
      submitLabel={group ? t("save") : t("create")}
      isEdit={group !== null}
    >
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
    </FormDialog>
  );
}

function valuesOf({ name, displayName, description, ratio, isSelectable }: GroupRow): GroupValues {
  return { name, displayName, description, ratio, isSelectable };
}
