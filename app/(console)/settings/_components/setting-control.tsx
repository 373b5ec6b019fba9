"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { choicesOf, controlKind, fromText, type SettingSchema, toText } from "./setting-value";

export type SettingControlProps = {
  id: string;
  describedBy: string;
  schema: SettingSchema;
  unit: string | null;
  /** Shown by nobody: whether one is set, or null for a setting that is no secret. */
  isSecretSet: boolean | null;
  value: unknown;
  isDisabled: boolean;
  onChange: (value: unknown) => void;
};

/** The control a setting's schema asks for. */
export function SettingControl(props: SettingControlProps) {
  const { id, describedBy, schema, value, isDisabled, onChange } = props;
  const kind = controlKind(schema);
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
  if (kind === "choice") {
    const choices = choicesOf(schema) ?? [];
    return (
      <Select
        id={id}
        aria-describedby={describedBy}
        className="max-w-60"
        value={toText(value)}
        isDisabled={isDisabled}
        onValueChange={(next) => onChange(choices.find((choice) => String(choice) === next))}
        options={choices.map((choice) => ({ value: String(choice), label: String(choice) }))}
      />
    );
  }
  return <TextControl {...props} />;
}

/** Keeps what was typed while it is typed: "1." and a trailing empty line are on the way to something. */
function TextControl(props: SettingControlProps) {
  const { id, describedBy, schema, unit, isSecretSet, value, isDisabled, onChange } = props;
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
  const shared = { id, "aria-describedby": describedBy, value: text, disabled: isDisabled };
  if (kind === "list" || kind === "longText") {
    return (
      <Textarea
        {...shared}
        rows={Math.min(8, Math.max(3, text.split("\n").length))}
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
      {unit ? <span className="text-fg-2 text-xs">{unit}</span> : null}
    </div>
  );
}
