"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { useSubmit } from "@/components/form/use-submit";
import { ValuesEditor, type ValuesEditorProps } from "@/components/schema-form/values-editor";
import { Panel } from "@/components/ui/panel";
import type { ConfigPlateValues } from "./config-form-schema";
import { ConfigPlateFields, type PlateForm } from "./config-plate-fields";

/** Name and lifetime above, values below. What does not fit is told once saving was tried, and from then on as it is mended. */
export function ConfigEditor(props: {
  form: PlateForm;
  onSubmit: (plate: ConfigPlateValues) => Promise<unknown>;
  values: ValuesEditorProps;
}) {
  const { form, onSubmit, values } = props;
  const t = useTranslations("config");
  const [isTried, setIsTried] = useState(false);
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async (plate) => {
      setIsTried(true);
      if (values.faults.length > 0) throw new Error(t("misfit", { count: values.faults.length }));
      await onSubmit(plate);
    },
  });
  const shown =
    isTried && values.faults.length > 0
      ? { text: t("misfit", { count: values.faults.length }), requestId: null }
      : fault;
  return (
    <form id="config-form" onSubmit={submit} noValidate className="flex flex-col gap-6">
      <FormFaultAlert fault={shown} />
      <ConfigPlateFields form={form} />
      <Panel title={t("values")} description={t("valuesHint")}>
        <ValuesEditor {...values} faults={isTried ? values.faults : []} />
      </Panel>
    </form>
  );
}
