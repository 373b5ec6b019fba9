"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { JsonEditor } from "@/components/form/json-editor";
import { pointerSteps } from "@/server/configuration/template/json-schema/json-schema";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { useFaultText } from "./fault-text";
import { printValues, readValues } from "./form-value";
import { SchemaForm, type SchemaFormProps } from "./schema-form";

export type ValuesEditorProps = SchemaFormProps & {
  /** The JSON is no object: nothing can be saved. */
  onBroken?: (isBroken: boolean) => void;
};

/** The same values as a form and as JSON: whichever is changed, the other follows. */
export function ValuesEditor({ onBroken, ...form }: ValuesEditorProps) {
  const t = useTranslations("config.editor");
  const faultText = useFaultText();
  const [tab, setTab] = useState("form");
  const [text, setText] = useState<string | null>(null);
  const { faults, values } = form;
  const marks = useMemo(
    () => faults.map((fault) => ({ path: pointerSteps(fault.path), message: faultText(fault) })),
    [faults, faultText],
  );
  const shown = text ?? printValues(values);
  const isBroken = readValues(shown) === null;
  const write = (next: string) => {
    setText(next);
    const read = readValues(next);
    onBroken?.(read === null);
    if (read !== null) form.onChange(read);
  };
  const open = (next: string) => {
    // Broken JSON is no form: it is mended, or left, where it was written.
    if (isBroken) return;
    setText(null);
    setTab(next);
  };
  return (
    <Tabs value={tab} onValueChange={open}>
      <TabsList>
        <TabsTrigger value="form" disabled={isBroken}>
          {t("form")}
        </TabsTrigger>
        <TabsTrigger value="json">JSON</TabsTrigger>
      </TabsList>
      <TabsContent value="form">
        <SchemaForm {...form} />
      </TabsContent>
      <TabsContent value="json">
        <JsonEditor
          value={shown}
          onChange={write}
          label={t("json")}
          faults={marks}
          isReadOnly={form.isDisabled === true}
        />
      </TabsContent>
    </Tabs>
  );
}
