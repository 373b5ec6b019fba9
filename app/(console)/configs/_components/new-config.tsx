"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { useTemplateName } from "@/components/domain/template/template-name";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useZodForm } from "@/components/form/use-zod-form";
import { faultsIn } from "@/components/schema-form/form-value";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import type { JsonObject } from "@/server/configuration/template/json-schema/json-schema";
import { ConfigEditor } from "./config-editor";
import { ConfigPlateSchema, type ConfigPlateValues } from "./config-form-schema";
import type { TemplateRecord } from "./config-row";
import { TemplatePicker } from "./template-picker";

/** Makes a configuration: first from which template, then its values. */
export function NewConfig() {
  const t = useTranslations("config");
  const [templateId, setTemplateId] = useQueryState("template", parseAsString.withOptions({ history: "push" }));
  const breadcrumb = [{ label: t("title"), href: "/configs" }];
  if (templateId !== null) return <FromTemplate key={templateId} id={templateId} />;
  return (
    <>
      <PageHeader title={t("create")} breadcrumb={breadcrumb} description={t("pick")} />
      <PageBody>
        <TemplatePicker onPick={(id) => void setTemplateId(id)} />
      </PageBody>
    </>
  );
}

function FromTemplate({ id }: { id: string }) {
  const t = useTranslations("config");
  const query = useQuery(useTRPC().template.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  if (query.data) return <NewConfigForm template={query.data} />;
  return (
    <>
      <PageHeader title={t("create")} breadcrumb={[{ label: t("title"), href: "/configs" }]} />
      <PageBody>
        <QueryState query={query}>{() => null}</QueryState>
      </PageBody>
    </>
  );
}

function NewConfigForm({ template }: { template: TemplateRecord }) {
  const t = useTranslations("config");
  const trpc = useTRPC();
  const router = useRouter();
  const { name } = useTemplateName()(template);
  const [values, setValues] = useState<JsonObject>({});
  const [isBroken, setIsBroken] = useState(false);
  const form = useZodForm({
    schema: ConfigPlateSchema,
    defaultValues: { key: "default", name: "", scope: "global", isActive: true, expiresAt: null },
  });
  const create = useAction(trpc.config.create.mutationOptions(), {
    success: t("done.created"),
    invalidate: [trpc.config.pathFilter(), trpc.template.pathFilter()],
  });
  const isTyped = form.formState.isDirty || Object.keys(values).length > 0;
  useUnsavedGuard(isTyped);
  const save = async (plate: ConfigPlateValues) => {
    const { id } = await create.call({ ...plate, templateId: template.id, templateNumber: template.number, values });
    router.push(`/configs/${id}`);
  };
  return (
    <>
      <PageHeader
        title={t("createFrom", { template: name })}
        breadcrumb={[{ label: t("title"), href: "/configs" }]}
        actions={
          <Button
            type="submit"
            form="config-form"
            variant="primary"
            disabled={isBroken}
            isPending={form.formState.isSubmitting}
          >
            {t("create")}
          </Button>
        }
      />
      <PageBody>
        <ConfigEditor
          form={form}
          onSubmit={save}
          values={{
            definition: template.definition,
            values,
            onChange: setValues,
            secrets: [],
            faults: faultsIn(template.definition, values, []),
            onBroken: setIsBroken,
          }}
        />
      </PageBody>
    </>
  );
}
