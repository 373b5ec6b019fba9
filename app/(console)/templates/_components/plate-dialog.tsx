"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { SelectField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { TemplatePlateSchema, type TemplatePlateValues } from "./template-form-schema";
import type { TemplateRecord } from "./template-row";

/** Renames and moves a template, or makes a copy of its newest version under another name. */
export function PlateDialog(props: { mode: "edit" | "copy"; template: TemplateRecord; onClose: () => void }) {
  const { mode, template, onClose } = props;
  const t = useTranslations("template");
  const trpc = useTRPC();
  const categories = useQuery(trpc.category.list.queryOptions());
  const options = (categories.data ?? []).map(({ id, name, depth }) => ({
    value: id,
    label: `${"– ".repeat(depth)}${name}`,
  }));
  const { categoryId, description } = template;
  const name = mode === "copy" ? t("copyOf", { name: template.name }).slice(0, 64) : template.name;
  const form = useZodForm({ schema: TemplatePlateSchema, defaultValues: { categoryId, description, name } });
  const save = useSave(mode, template);
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t(mode === "copy" ? "copy" : "rename")}
      submitLabel={t(mode === "copy" ? "copy" : "rename")}
      form={form}
      isEdit={mode === "edit"}
      onSubmit={save}
    >
      <TextField control={form.control} name="name" label={t("name")} isAutoFocus />
      <SelectField control={form.control} name="categoryId" label={t("category")} options={options} />
      <TextareaField control={form.control} name="description" label={t("about")} isOptional />
    </FormDialog>
  );
}

function useSave(mode: "edit" | "copy", template: TemplateRecord): (values: TemplatePlateValues) => Promise<unknown> {
  const t = useTranslations("template");
  const trpc = useTRPC();
  const router = useRouter();
  const invalidate = [trpc.template.pathFilter(), trpc.category.pathFilter()];
  const undo = useUndoSave(() => ({ kind: "template", id: template.id }));
  const undoCopy = useUndoSave(({ id }: { id: string }) => ({ kind: "template", id }));
  const update = useAction(trpc.template.update.mutationOptions(), { success: t("done.saved"), invalidate, undo });
  const create = useAction(trpc.template.create.mutationOptions(), {
    success: t("done.created"),
    invalidate,
    undo: undoCopy,
  });
  return async (values) => {
    if (mode === "edit") return update.call({ id: template.id, version: template.version, ...values });
    const { id } = await create.call({ ...values, definition: { ...template.definition, label: "1.0.0", notes: "" } });
    router.push(`/templates/${id}`);
  };
}
