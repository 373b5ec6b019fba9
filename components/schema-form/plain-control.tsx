"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { isJsonObject, type Json, type JsonSchema } from "@/server/configuration/template/json-schema/json-schema";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import { TagInput } from "../ui/tag-input";
import { Textarea } from "../ui/textarea";
import { type ControlKind, choicesOf, isSameJson } from "./field-kind";
import type { Aria } from "./field-shell";

export type ControlProps = {
  kind: Exclude<ControlKind, "group">;
  schema: JsonSchema;
  /** Undefined: nothing is said, and the default holds. */
  value: Json | undefined;
  inherited: Json | undefined;
  onChange: (value: Json | undefined) => void;
  isDisabled: boolean;
  aria: Aria;
};

/** The control of one field. A value of a kind the control cannot show is shown, and kept, as JSON. */
export function PlainControl(props: ControlProps) {
  const { kind, schema, value, inherited, onChange, isDisabled, aria } = props;
  if (!isShowable(kind, value)) return <JsonControl {...props} />;
  switch (kind) {
    case "choice":
      return <ChoiceControl {...props} />;
    case "switch":
      return (
        <Switch
          {...aria}
          checked={(value ?? inherited) === true}
          disabled={isDisabled}
          onCheckedChange={(isOn) => onChange(isOn)}
        />
      );
    case "number":
      return <NumberControl {...props} />;
    case "tags":
      return (
        <TagInput
          {...aria}
          value={Array.isArray(value ?? inherited) ? [value ?? inherited].flat().map(String) : []}
          isMono
          isDisabled={isDisabled}
          onValueChange={onChange}
        />
      );
    case "text":
    case "longText": {
      const Box = kind === "text" ? Input : Textarea;
      return (
        <Box
          {...aria}
          value={typeof value === "string" ? value : ""}
          placeholder={typeof inherited === "string" ? inherited : undefined}
          disabled={isDisabled}
          spellCheck={false}
          type={isJsonObject(schema) && schema.format === "uri" ? "url" : undefined}
          onChange={(event: { target: { value: string } }) =>
            onChange(event.target.value === "" ? undefined : event.target.value)
          }
        />
      );
    }
    default:
      return <JsonControl {...props} />;
  }
}

function isShowable(kind: ControlKind, value: Json | undefined): boolean {
  if (value === undefined || kind === "json") return true;
  if (kind === "switch") return typeof value === "boolean";
  if (kind === "number") return typeof value === "number";
  if (kind === "tags") return Array.isArray(value) && value.every((item) => typeof item === "string");
  if (kind === "choice") return typeof value !== "object" || value === null;
  return typeof value === "string" && value !== "";
}

function ChoiceControl({ schema, value, inherited, onChange, isDisabled, aria }: ControlProps) {
  const t = useTranslations("config.field");
  const locale = useLocale();
  const choices = isJsonObject(schema) ? choicesOf(schema, locale) : [];
  const chosen = choices.findIndex((choice) => isSameJson(choice.value, value ?? inherited));
  return (
    <Select
      {...aria}
      value={chosen < 0 ? undefined : String(chosen)}
      placeholder={value === undefined ? t("choose") : String(value)}
      options={choices.map(({ label }, index) => ({ value: String(index), label }))}
      isDisabled={isDisabled}
      onValueChange={(index) => onChange(choices[Number(index)]?.value)}
    />
  );
}

/** Keeps what is typed while it is no number yet ("-", "1e"), and says nothing then. */
function NumberControl({ value, inherited, onChange, isDisabled, aria }: ControlProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = value === undefined ? "" : String(value);
  const isDraftMeant = draft !== null && (draft.trim() === "" ? undefined : Number(draft)) === value;
  return (
    <Input
      {...aria}
      inputMode="decimal"
      className="max-w-48 tabular-nums"
      value={isDraftMeant ? draft : shown}
      placeholder={typeof inherited === "number" ? String(inherited) : undefined}
      disabled={isDisabled}
      onChange={({ target }) => {
        const text = target.value.trim();
        const number = Number(text);
        if (text !== "" && !Number.isFinite(number)) return;
        setDraft(target.value);
        onChange(text === "" ? undefined : number);
      }}
    />
  );
}

function JsonControl({ value, inherited, onChange, isDisabled, aria }: ControlProps) {
  const t = useTranslations("config.field");
  const [draft, setDraft] = useState<string | null>(null);
  const shown = value === undefined ? "" : JSON.stringify(value, null, 2);
  const read = draft === null ? undefined : parse(draft);
  const isDraftShown = draft !== null && (read === BROKEN || isSameJson(read, value));
  return (
    <>
      <Textarea
        {...aria}
        {...(isDraftShown && read === BROKEN ? { "aria-invalid": true } : {})}
        rows={4}
        spellCheck={false}
        className="font-mono text-xs"
        value={isDraftShown ? draft : shown}
        placeholder={inherited === undefined ? undefined : JSON.stringify(inherited)}
        disabled={isDisabled}
        onChange={({ target }) => {
          setDraft(target.value);
          const next = parse(target.value);
          if (next !== BROKEN) onChange(next);
        }}
      />
      {isDraftShown && read === BROKEN ? <p className="text-err text-xs">{t("brokenJson")}</p> : null}
    </>
  );
}

const BROKEN = Symbol("no JSON");

function parse(text: string): Json | undefined | typeof BROKEN {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return BROKEN;
  }
}
