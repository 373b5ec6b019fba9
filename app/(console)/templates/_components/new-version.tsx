"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { Definition } from "@/server/configuration/template/definition-schema";
import { nextLabel } from "@/server/configuration/template/schema";
import { draftOf, readDraft } from "./definition-draft";
import { DefinitionEditor } from "./definition-editor";
import { NewVersionSchema, type NewVersionValues } from "./template-form-schema";
import type { TemplateRecord } from "./template-row";
import { type UpgradeRow, UpgradeTable } from "./upgrade-table";

/** Writes and publishes the next version of a template. */
export function NewVersion({ id }: { id: string }) {
  const t = useTranslations("template");
  const query = useQuery(useTRPC().template.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  if (query.data) return <VersionForm template={query.data} />;
  return (
    <>
      <PageHeader title={t("newVersion")} breadcrumb={[{ label: t("title"), href: "/templates" }]} />
      <PageBody>
        <QueryState query={query}>{() => null}</QueryState>
      </PageBody>
    </>
  );
}

function VersionForm({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template");
  const trpc = useTRPC();
  const router = useRouter();
  const before = useMemo(() => draftOf(template.definition), [template.definition]);
  const [texts, setTexts] = useState(before);
  const draft = useMemo(() => readDraft(texts), [texts]);
  const form = useZodForm({
    schema: NewVersionSchema,
    defaultValues: { label: nextLabel(template.label, "minor"), notes: "" },
  });
  const publish = useAction(trpc.template.publish.mutationOptions(), {
    success: (_, { definition }) => t("done.published", { label: definition.label }),
    invalidate: [trpc.template.pathFilter()],
    undo: useUndoSave(() => ({ kind: "template", id: template.id })),
  });
  const isChanged = texts !== before;
  useUnsavedGuard(isChanged || form.formState.isDirty);
  const isReady = isChanged && draft.definition !== null && draft.faults.length === 0;
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async (plate: NewVersionValues) => {
      if (!draft.definition) return;
      const { id, version } = template;
      await publish.call({ id, version, definition: { ...draft.definition, ...plate } });
      router.push(`/templates/${id}?tab=used`);
    },
  });
  return (
    <>
      <PageHeader
        title={t("newVersion")}
        breadcrumb={[
          { label: t("title"), href: "/templates" },
          { label: template.name, href: `/templates/${template.id}` },
        ]}
        actions={
          <Button
            variant="primary"
            type="submit"
            form="version-form"
            disabled={!isReady}
            isPending={form.formState.isSubmitting}
          >
            {t("publish")}
          </Button>
        }
      />
      <PageBody>
        <form id="version-form" onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4">
          <FormFaultAlert fault={fault} />
          <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
            <TextField
              control={form.control}
              name="label"
              label={t("versionLabel")}
              description={t("labelAfter", { label: template.label })}
            />
            <TextareaField control={form.control} name="notes" label={t("notes")} isOptional />
          </div>
        </form>
        <DefinitionEditor texts={texts} draft={draft} onChange={setTexts} />
        {isReady && draft.definition && template.configCount > 0 ? (
          <Impact template={template} definition={draft.definition} label={form.watch("label")} />
        ) : null}
      </PageBody>
    </>
  );
}

type ImpactProps = { template: TemplateRecord; definition: Definition; label: string };

/** What the version would break, before it is published. Asked for by hand: the definition goes to the server whole. */
function Impact({ template, definition, label }: ImpactProps) {
  const t = useTranslations("template.upgrade");
  const [checked, setChecked] = useState<{ definition: Definition; items: UpgradeRow[] } | null>(null);
  const check = useAction(useTRPC().template.checkUpgrade.mutationOptions());
  const parsed = NewVersionSchema.shape.label.safeParse(label);
  const run = async () => {
    const named = { ...definition, label: parsed.success ? parsed.data : template.label };
    const outcome = await check.run({ id: template.id, definition: named });
    if (outcome.ok) setChecked({ definition, items: outcome.data.items });
  };
  const button = (
    <Button isPending={check.isPending} onClick={() => void run()}>
      {t("check")}
    </Button>
  );
  return (
    <Panel title={t("impact")} description={t("impactHint", { count: template.configCount })} actions={button}>
      {checked?.definition === definition ? <UpgradeTable items={checked.items} /> : null}
    </Panel>
  );
}
