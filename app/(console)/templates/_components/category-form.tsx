"use client";

import { useTranslations } from "next-intl";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { NumberField } from "@/components/form/number-field";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { CategoryFormSchema, type CategoryFormValues, TOP } from "./category-form-schema";
import type { CategoryRow } from "./template-row";

/** Makes a category, or changes and moves one. Mounted anew for each. */
export function CategoryForm(props: {
  category: CategoryRow | null;
  categories: readonly CategoryRow[];
  onClose: () => void;
}) {
  const { category, categories, onClose } = props;
  const t = useTranslations("category");
  const form = useZodForm({
    schema: CategoryFormSchema,
    defaultValues: {
      name: category?.name ?? "",
      description: category?.description ?? "",
      parentId: category?.parentId ?? TOP,
      position: category?.position ?? 0,
      isActive: category?.isActive ?? true,
    },
  });
  const save = useSave(category);
  const parents = categories.filter(({ id }) => id !== category?.id);
  const options = parents.map(({ id, name, depth }) => ({ value: id, label: `${"– ".repeat(depth)}${name}` }));
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t(category ? "edit" : "create")}
      submitLabel={t(category ? "edit" : "create")}
      form={form}
      isEdit={category !== null}
      onSubmit={save}
    >
      <TextField control={form.control} name="name" label={t("name")} isAutoFocus />
      <TextareaField control={form.control} name="description" label={t("description")} isOptional />
      <SelectField
        control={form.control}
        name="parentId"
        label={t("parent")}
        options={[{ value: TOP, label: t("top") }, ...options]}
      />
      <NumberField control={form.control} name="position" label={t("position")} description={t("positionHint")} />
      <SwitchField control={form.control} name="isActive" label={t("isActive")} description={t("isActiveHint")} />
    </FormDialog>
  );
}

function useSave(category: CategoryRow | null): (values: CategoryFormValues) => Promise<unknown> {
  const t = useTranslations("category");
  const trpc = useTRPC();
  const invalidate = [trpc.category.pathFilter(), trpc.template.pathFilter()];
  const undoCreate = useUndoSave(({ id }: { id: string }) => ({ kind: "category", id }));
  const undo = useUndoSave(() => (category ? { kind: "category", id: category.id } : undefined));
  const create = useAction(trpc.category.create.mutationOptions(), {
    success: t("created"),
    invalidate,
    undo: undoCreate,
  });
  const update = useAction(trpc.category.update.mutationOptions(), { success: t("saved"), invalidate, undo });
  return ({ parentId, ...values }) => {
    const fields = { ...values, parentId: parentId === TOP ? null : parentId };
    return category ? update.call({ id: category.id, version: category.version, ...fields }) : create.call(fields);
  };
}
