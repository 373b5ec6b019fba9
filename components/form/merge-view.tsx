"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangedValue } from "../diff/changed-value";
import { FieldValue } from "../diff/field-value";
import { Badge } from "../ui/badge";
import { RadioGroup } from "../ui/radio-group";
import { canTakeBoth, type MergeChoice, type MergeField, mergedValue } from "./merge-fields";

export type MergeChoices = Readonly<Record<string, MergeChoice>>;

export type MergeViewProps = {
  fields: readonly MergeField[];
  /** The name of a field in the words of its form. */
  labelOf: (path: string) => string;
  choices: MergeChoices;
  onChoose: (path: string, choice: MergeChoice) => void;
};

/** What two people changed in one record: first what has to be decided, then what is taken over from each side. */
export function MergeView({ fields, labelOf, choices, onChoose }: MergeViewProps) {
  const t = useTranslations("form.merge");
  const conflicts = fields.filter((field) => field.isConflict);
  const settled = fields.filter((field) => !field.isConflict);
  return (
    <div className="flex flex-col gap-5">
      {conflicts.length > 0 ? (
        <section className="flex flex-col gap-4">
          <h3 className="font-semibold">{t("conflicts", { count: conflicts.length })}</h3>
          {conflicts.map((field) => (
            <Conflict
              key={field.path}
              field={field}
              label={labelOf(field.path)}
              choice={choices[field.path]}
              onChoose={(choice) => onChoose(field.path, choice)}
            />
          ))}
        </section>
      ) : null}
      {settled.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t("settled", { count: settled.length })}</h3>
          <ul className="flex flex-col">
            {settled.map((field) => (
              <Settled key={field.path} field={field} label={labelOf(field.path)} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Conflict(props: {
  field: MergeField;
  label: string;
  choice: MergeChoice | undefined;
  onChoose: (choice: MergeChoice) => void;
}) {
  const { field, label, choice, onChoose } = props;
  const t = useTranslations("form.merge");
  const option = (value: MergeChoice): { value: MergeChoice; label: ReactNode } => ({
    value,
    label: (
      <span className="flex flex-col">
        {t(value)}
        <FieldValue value={mergedValue(field, value)} />
      </span>
    ),
  });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-lg border border-border p-3">
      <legend className="px-1 font-semibold text-sm">{label}</legend>
      <p className="flex flex-wrap items-baseline gap-x-2 text-fg-2 text-xs">
        {t("base")} <FieldValue value={field.base} />
      </p>
      <RadioGroup
        aria-label={label}
        value={choice}
        onValueChange={onChoose}
        options={[option("mine"), option("theirs"), ...(canTakeBoth(field) ? [option("both")] : [])]}
      />
    </fieldset>
  );
}

function Settled({ field, label }: { field: MergeField; label: string }) {
  const t = useTranslations("form.merge");
  const after = mergedValue(field, undefined);
  const isMine = JSON.stringify(after) === JSON.stringify(field.mine);
  return (
    <li className="flex flex-col gap-1 border-border border-b py-2 last:border-0">
      <span className="flex flex-wrap items-center gap-2">
        {label}
        <Badge tone={isMine ? "info" : "neutral"}>{isMine ? t("byYou") : t("byThem")}</Badge>
      </span>
      <ChangedValue change={{ before: field.base, after }} />
    </li>
  );
}
