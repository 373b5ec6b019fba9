"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { fromLocalInput, toLocalInput, zoneName } from "../format/time";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { OptionList } from "../ui/option-list";
import { useTimeZone } from "../ui/time-zone";
import type { DateRange, NumberRange, RawFilterValue } from "./filter";
import { RANGE_PRESETS } from "./filter";
import type { FilterChoice, ToolbarFilter } from "./filter-control";
import { OptionsEditor } from "./options-editor";
import { asRead } from "./use-filter-summary";

const SEARCHED_FROM = 8;

type EditorProps = { value: RawFilterValue; onChange: (value: RawFilterValue) => void; onDone: () => void };

/** What opens under a filter's button, by its kind. */
export function FilterEditor(props: {
  filter: ToolbarFilter;
  choice: FilterChoice;
  onChange: (part: keyof FilterChoice, value: RawFilterValue) => void;
  isExcluding: boolean;
  onDone: () => void;
}) {
  const { filter, choice, onChange, onDone } = props;
  const t = useTranslations("table");
  if (filter.kind === "options") {
    return <OptionsEditor filter={filter} choice={choice} onChange={onChange} isExcluding={props.isExcluding} />;
  }
  const { value } = choice;
  const change = (next: RawFilterValue) => onChange("value", next);
  const editor = { value, onChange: change, onDone };
  if (filter.kind === "choice" || filter.kind === "boolean") {
    const options =
      filter.kind === "choice"
        ? filter.options
        : [
            { value: "true", label: filter.yes ?? t("yes") },
            { value: "false", label: filter.no ?? t("no") },
          ];
    return (
      <OptionList
        options={options}
        isSearchHidden={options.length < SEARCHED_FROM}
        placeholder={filter.label}
        isChosen={(option) => option.value === String(value)}
        onPick={({ value: picked }) => {
          const next = filter.kind === "boolean" ? picked === "true" : picked;
          change(next === value ? null : next);
          onDone();
        }}
      />
    );
  }
  if (filter.kind === "dateRange") return <DateRangeEditor {...editor} />;
  if (filter.kind === "numberRange") return <NumberRangeEditor {...editor} filter={filter} />;
  return <TextEditor {...editor} label={filter.label} placeholder={filter.placeholder} isMono={filter.isMono} />;
}

function EditorForm({ onApply, children }: { onApply: () => void; children: ReactNode }) {
  const t = useTranslations("table");
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onApply();
  };
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-3">
      {children}
      <Button type="submit" variant="primary" size="sm" className="self-end">
        {t("apply")}
      </Button>
    </form>
  );
}

function TextEditor(
  props: EditorProps & { label: string; placeholder?: string | undefined; isMono?: boolean | undefined },
) {
  const { value, onChange, onDone, label, placeholder, isMono } = props;
  const [text, setText] = useState(typeof value === "string" ? value : "");
  return (
    <EditorForm
      onApply={() => {
        onChange(text.trim() || null);
        onDone();
      }}
    >
      <Input
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...{ placeholder, isMono }}
      />
    </EditorForm>
  );
}

function NumberRangeEditor(props: EditorProps & { filter: Extract<ToolbarFilter, { kind: "numberRange" }> }) {
  const { value, onChange, onDone, filter } = props;
  const t = useTranslations("table");
  const id = useId();
  const start = value && typeof value === "object" && "min" in value ? value : { min: null, max: null };
  const [range, setRange] = useState<NumberRange>(start);
  const read = (text: string) => (text === "" ? null : Math.round(Number(text) * (filter.factor ?? 1) * 1e9) / 1e9);
  const end = (name: "min" | "max") => (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <Label htmlFor={`${id}-${name}`}>{t(name)}</Label>
      <Input
        id={`${id}-${name}`}
        type="number"
        step={filter.step ?? "any"}
        defaultValue={range[name] === null ? "" : asRead(filter, range[name])}
        onChange={(event) => setRange({ ...range, [name]: read(event.target.value) })}
      />
    </div>
  );
  return (
    <EditorForm
      onApply={() => {
        onChange(range.min === null && range.max === null ? null : range);
        onDone();
      }}
    >
      <div className="flex items-end gap-2">
        {end("min")}
        {end("max")}
        {filter.unit ? <span className="pb-1.5 text-fg-2 text-xs">{filter.unit}</span> : null}
      </div>
    </EditorForm>
  );
}

function DateRangeEditor({ value, onChange, onDone }: EditorProps) {
  const t = useTranslations("table");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const id = useId();
  const start = value && typeof value === "object" && "from" in value ? value : { from: null, to: null };
  const [range, setRange] = useState<Extract<DateRange, { from: unknown }>>(start);
  const preset = value && typeof value === "object" && "preset" in value ? value.preset : null;
  const end = (name: "from" | "to") => (
    <div className="flex flex-col gap-1">
      <Label htmlFor={`${id}-${name}`}>{t(name)}</Label>
      <Input
        id={`${id}-${name}`}
        type="datetime-local"
        value={range[name] === null ? "" : toLocalInput(range[name], timeZone)}
        onChange={(event) => setRange({ ...range, [name]: fromLocalInput(event.target.value, timeZone) })}
      />
    </div>
  );
  return (
    <EditorForm
      onApply={() => {
        onChange(range.from === null && range.to === null ? null : range);
        onDone();
      }}
    >
      <div className="grid grid-cols-5 gap-1">
        {RANGE_PRESETS.map((name) => (
          <Button
            key={name}
            size="sm"
            variant={preset === name ? "primary" : "secondary"}
            aria-pressed={preset === name}
            aria-label={t(`presets.${name}`)}
            onClick={() => {
              onChange({ preset: name });
              onDone();
            }}
          >
            {name}
          </Button>
        ))}
      </div>
      {end("from")}
      {end("to")}
      <p className="text-fg-3 text-xs">{t("zone", { zone: zoneName(Date.now(), { locale, timeZone }) })}</p>
    </EditorForm>
  );
}
