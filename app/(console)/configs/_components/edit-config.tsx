"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUndoConfigSave } from "@/components/domain/revision/use-undo-save";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useZodForm } from "@/components/form/use-zod-form";
import { isSameJson } from "@/components/schema-form/field-kind";
import { faultsIn } from "@/components/schema-form/form-value";
import { ValuesEditor } from "@/components/schema-form/values-editor";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { ConfigEditor } from "./config-editor";
import { ConfigPlateSchema, type ConfigPlateValues } from "./config-form-schema";
import { useMayChange } from "./config-menu";
import type { ConfigRow, TemplateRecord } from "./config-row";
import { UpgradeNotice } from "./upgrade-notice";

/** A configuration's values in the form of the version it is made from. */
export function EditConfig({ config }: { config: ConfigRow }) {
  const mayChange = useMayChange(config);
  const { templateId: id, templateNumber: number } = config;
  const query = useQuery(useTRPC().template.get.queryOptions({ id, number }, { refetchOnWindowFocus: false }));
  return (
    <QueryState query={query}>
      {(template) =>
        mayChange ? <EditForm config={config} template={template} /> : <ReadOnly config={config} template={template} />
      }
    </QueryState>
  );
}

type Props = { config: ConfigRow; template: TemplateRecord };

function ReadOnly({ config, template }: Props) {
  const { definition } = template;
  const { values, secrets } = config;
  return <ValuesEditor {...{ definition, values, secrets }} faults={[]} onChange={() => undefined} isDisabled />;
}

function EditForm({ config, template }: Props) {
  const t = useTranslations("config");
  const trpc = useTRPC();
  const { id, version, key, name, scope, isActive, expiresAt, secrets } = config;
  const [values, setValues] = useState(config.values);
  const [isBroken, setIsBroken] = useState(false);
  const form = useZodForm({ schema: ConfigPlateSchema, defaultValues: { key, name, scope, isActive, expiresAt } });
  const update = useAction(trpc.config.update.mutationOptions(), {
    success: t("done.saved"),
    invalidate: [trpc.config.pathFilter(), trpc.revision.pathFilter()],
    undo: useUndoConfigSave(),
  });
  const areChanged = !isSameJson(values, config.values);
  const isDirty = form.formState.isDirty || areChanged;
  useUnsavedGuard(isDirty);
  const save = (plate: ConfigPlateValues) => update.call({ id, version, ...plate, ...(areChanged ? { values } : {}) });
  return (
    <div className="flex flex-col gap-6">
      {config.isTemplateNewer ? <UpgradeNotice config={config} isDirty={isDirty} /> : null}
      <ConfigEditor
        form={form}
        onSubmit={save}
        values={{
          definition: template.definition,
          values,
          onChange: setValues,
          secrets,
          faults: areChanged ? faultsIn(template.definition, values, secrets) : [],
          onBroken: setIsBroken,
        }}
      />
      <Button
        type="submit"
        form="config-form"
        variant="primary"
        className="self-start"
        disabled={!isDirty || isBroken}
        isPending={form.formState.isSubmitting}
      >
        {t("save")}
      </Button>
    </div>
  );
}
