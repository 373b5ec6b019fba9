"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { fromLocalInput, toLocalInput } from "@/components/format/time";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { useTimeZone } from "@/components/ui/time-zone";
import { choicesOf, controlKind, fromText, type SettingSchema, toText } from "./setting-value";

export type ScalarControlProps = {
  id: string;
  describedBy: string;
  schema: SettingSchema;
  settingKey: string;
  unit: string | null;
  isSecretSet: boolean | null;
  value: unknown;
  isDisabled: boolean;
  isInvalid: boolean;
  onChange: (value: unknown) => void;
};

/** One value: a switch, a choice, a number, an instant or a text. */
export function ScalarControl(props: ScalarControlProps) {
  const { id, describedBy, schema, value, isDisabled, isInvalid, isSecretSet, onChange } = props;
  const kind = isSecretSet === null ? controlKind(schema) : "text";
  if (kind === "switch") {
    return (
      <Switch
        id={id}
        aria-describedby={describedBy}
        checked={value === true}
        disabled={isDisabled}
        onCheckedChange={onChange}
      />
    );
  }
  if (kind === "choice") return <ChoiceControl {...props} />;
  if (kind === "instant") {
    return <InstantControl {...{ id, describedBy, value, isDisabled, isInvalid, onChange }} />;
  }
  return <TextControl {...props} />;
}

function ChoiceControl({ id, describedBy, schema, settingKey, value, isDisabled, onChange }: ScalarControlProps) {
  const t = useTranslations("setting.choices");
  const choices = choicesOf(schema) ?? [];
  const wordOf = (choice: string | number) => {
    for (const key of [`${settingKey.replaceAll(".", "_")}.${choice}`, `any.${choice}`]) if (t.has(key)) return t(key);
    return String(choice);
  };
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      className="max-w-72"
      value={toText(value)}
      isDisabled={isDisabled}
      onValueChange={(next) => onChange(choices.find((choice) => String(choice) === next))}
      options={choices.map((choice) => ({ value: String(choice), label: wordOf(choice) }))}
    />
  );
}

/** An instant in the viewer's zone, kept as ISO text; emptied it is left out. */
function InstantControl(
  props: Pick<ScalarControlProps, "id" | "describedBy" | "value" | "isDisabled" | "isInvalid" | "onChange">,
) {
  const timeZone = useTimeZone();
  const at = typeof props.value === "string" ? Date.parse(props.value) : Number.NaN;
  return (
    <Input
      id={props.id}
      aria-describedby={props.describedBy}
      aria-invalid={props.isInvalid || undefined}
      type="datetime-local"
      className="max-w-56 tabular-nums"
      disabled={props.isDisabled}
      value={Number.isNaN(at) ? "" : toLocalInput(at, timeZone)}
      onChange={(event) => {
        const instant = fromLocalInput(event.target.value, timeZone);
        props.onChange(instant === null ? undefined : new Date(instant).toISOString());
      }}
    />
  );
}

/** Keeps what was typed while it is typed: "1." and a trailing empty line are on the way to something. */
function TextControl(props: ScalarControlProps) {
  const { id, describedBy, schema, unit, isSecretSet, value, isDisabled, isInvalid, onChange } = props;
  const t = useTranslations("setting");
  const [typed, setTyped] = useState<{ text: string; value: unknown } | null>(null);
  const isCurrent = typed !== null && JSON.stringify(typed.value) === JSON.stringify(value);
  const text = isCurrent ? typed.text : toText(value);
  const handleChange = (next: string) => {
    // An emptied box is no new secret; taking one away has a button of its own.
    const parsed = isSecretSet !== null && next === "" ? null : fromText(next, schema);
    setTyped({ text: next, value: parsed });
    onChange(parsed);
  };
  const kind = isSecretSet === null ? controlKind(schema) : "text";
  const shared = {
    id,
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid || undefined,
    value: text,
    disabled: isDisabled,
  };
  if (kind === "list" || kind === "longText") {
    return (
      <Textarea
        {...shared}
        rows={Math.min(kind === "list" ? 8 : 14, Math.max(kind === "list" ? 3 : 2, text.split("\n").length))}
        className={kind === "list" ? "max-w-xl font-mono text-xs" : "max-w-xl"}
        placeholder={kind === "list" ? t("onePerLine") : undefined}
        onChange={(event) => handleChange(event.target.value)}
      />
    );
  }
  return (
    <div className="flex items-center gap-2">
      <Input
        {...shared}
        {...(isSecretSet === null ? {} : { type: "password", autoComplete: "new-password" })}
        placeholder={isSecretSet ? t("secretSet") : undefined}
        inputMode={kind === "number" ? "numeric" : undefined}
        className={kind === "number" ? "max-w-40 text-right tabular-nums" : "max-w-xl"}
        onChange={(event) => handleChange(event.target.value)}
      />
      {unit ? <span className="shrink-0 text-fg-2 text-xs">{unit}</span> : null}
    </div>
  );
}
