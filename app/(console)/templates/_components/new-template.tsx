"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { SelectField } from "@/components/form/choice-fields";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { NEW_DRAFT, readDraft } from "./definition-draft";
import { DefinitionEditor } from "./definition-editor";
import { NewTemplateSchema, type NewTemplateValues } from "./template-form-schema";

/** Makes a template with its first version. */
export function NewTemplate() {
  const t = useTranslations("template");
  const trpc = useTRPC();
  const router = useRouter();
  const categories = useQuery(trpc.category.list.queryOptions());
  const [texts, setTexts] = useState(NEW_DRAFT);
  const draft = useMemo(() => readDraft(texts), [texts]);
  const form = useZodForm({
    schema: NewTemplateSchema,
    defaultValues: { categoryId: "", name: "", description: "", label: "1.0.0", notes: "" },
  });
  const create = useAction(trpc.template.create.mutationOptions(), {
    success: t("done.created"),
    invalidate: [trpc.template.pathFilter(), trpc.category.pathFilter()],
    undo: useUndoSave(({ id }: { id: string }) => ({ kind: "template", id })),
  });
  const isDirty = form.formState.isDirty || texts !== NEW_DRAFT;
  useUnsavedGuard(isDirty);
  const isReady = draft.definition !== null && draft.faults.length === 0;
  const save = async ({ label, notes, ...plate }: NewTemplateValues) => {
    if (!draft.definition) return;
    const { id } = await create.call({ ...plate, definition: { ...draft.definition, label, notes } });
    router.push(`/templates/${id}`);
  };
  const { submit, fault } = useSubmit({ form, onSubmit: save });
  const options = (categories.data ?? []).map(({ id, name, depth }) => ({
    value: id,
    label: `${"– ".repeat(depth)}${name}`,
  }));
  return (
    <>
      <PageHeader
        title={t("create")}
        breadcrumb={[{ label: t("title"), href: "/templates" }]}
        actions={
          <Button
            variant="primary"
            form="template-form"
            type="submit"
            disabled={!isReady}
            isPending={form.formState.isSubmitting}
          >
            {t("create")}
          </Button>
        }
      />
      <PageBody>
        <form id="template-form" onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4">
          <FormFaultAlert fault={fault} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField control={form.control} name="name" label={t("name")} isAutoFocus />
            <SelectField control={form.control} name="categoryId" label={t("category")} options={options} />
          </div>
          <TextareaField control={form.control} name="description" label={t("about")} isOptional />
          <TextField
            control={form.control}
            name="label"
            label={t("versionLabel")}
            description={t("labelHint")}
            className="max-w-48"
          />
        </form>
        <DefinitionEditor texts={texts} draft={draft} onChange={setTexts} />
      </PageBody>
    </>
  );
}
