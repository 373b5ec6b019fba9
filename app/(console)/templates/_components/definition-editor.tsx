"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { JsonEditor } from "@/components/form/json-editor";
import { useFaultText } from "@/components/schema-form/fault-text";
import { faultsIn } from "@/components/schema-form/form-value";
import { ValuesEditor } from "@/components/schema-form/values-editor";
import { Badge } from "@/components/ui/badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { Definition } from "@/server/configuration/template/definition-schema";
import { type JsonObject, pointerSteps } from "@/server/configuration/template/json-schema/json-schema";
import { DRAFT_PARTS, type DraftPart, type DraftTexts, type ReadDraft } from "./definition-draft";

/** Schema, defaults, rules and secret fields as JSON; beside them the form that is made of them. */
export function DefinitionEditor(props: {
  texts: DraftTexts;
  draft: ReadDraft;
  onChange: (texts: DraftTexts) => void;
}) {
  const { texts, draft, onChange } = props;
  const t = useTranslations("template.editor");
  return (
    <div className="grid min-w-0 gap-6 xl:grid-cols-2">
      <Tabs defaultValue="schema" className="min-w-0">
        <TabsList>
          {DRAFT_PARTS.map((part) => (
            <TabsTrigger key={part} value={part}>
              {t(`parts.${part}`)}
              <FaultCount count={draft.faults.filter((fault) => fault.part === part).length} />
            </TabsTrigger>
          ))}
        </TabsList>
        {DRAFT_PARTS.map((part) => (
          <TabsContent key={part} value={part}>
            <PartEditor part={part} {...props} onChange={(text) => onChange({ ...texts, [part]: text })} />
          </TabsContent>
        ))}
      </Tabs>
      <section className="min-w-0" aria-label={t("preview")}>
        <h2 className="mb-3 border-border border-b pb-2 font-semibold text-base">{t("preview")}</h2>
        {draft.definition && draft.faults.length === 0 ? (
          <FormPreview definition={draft.definition} />
        ) : (
          <p className="text-fg-2">{t("noPreview")}</p>
        )}
      </section>
    </div>
  );
}

function FaultCount({ count }: { count: number }) {
  return count > 0 ? <Badge tone="err">{count}</Badge> : null;
}

type PartProps = { part: DraftPart; texts: DraftTexts; draft: ReadDraft; onChange: (text: string) => void };

function PartEditor({ part, texts, draft, onChange }: PartProps) {
  const t = useTranslations("template.editor");
  const faultText = useFaultText();
  const faults = useMemo(
    () =>
      draft.faults
        .filter((fault) => fault.part === part)
        .map((fault) => ({ path: pointerSteps(fault.path), message: faultText(fault) })),
    [draft.faults, faultText, part],
  );
  return (
    <div className="flex flex-col gap-2">
      <p className="text-fg-2 text-xs">{t(`hints.${part}`)}</p>
      <JsonEditor value={texts[part]} onChange={onChange} label={t(`parts.${part}`)} faults={faults} />
    </div>
  );
}

/** The form a customer will get, to be tried out. What is typed goes nowhere. */
export function FormPreview({ definition }: { definition: Definition }) {
  const [values, setValues] = useState<JsonObject>({});
  const faults = faultsIn(definition, values, []);
  return (
    <ValuesEditor
      definition={definition}
      values={values}
      onChange={setValues}
      secrets={[]}
      faults={Object.keys(values).length === 0 ? [] : faults}
    />
  );
}
