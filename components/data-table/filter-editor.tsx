"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { fromLocalInput, toLocalInput } from "../format/time";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { OptionList } from "../ui/option-list";
import { useTimeZone } from "../ui/time-zone";
import type { DateRange, NumberRange, RawFilterValue } from "./filter";
import { RANGE_PRESETS } from "./filter";
import type { ToolbarFilter } from "./filter-control";

const SEARCHED_FROM = 8;

type EditorProps = { value: RawFilterValue; onChange: (value: RawFilterValue) => void; onDone: () => void };

/** What opens under a filter's button, by its kind. */
export function FilterEditor({ filter, ...props }: EditorProps & { filter: ToolbarFilter }) {
  const t = useTranslations("table");
  const { value, onChange, onDone } = props;
  if (filter.kind === "options") {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <OptionList
        options={filter.options}
        onSearch={filter.onSearch}
        isLoading={filter.isLoading}
        isMultiple
        isSearchHidden={!filter.onSearch && filter.options.length < SEARCHED_FROM}
        placeholder={filter.label}
        isChosen={(option) => chosen.includes(option.value)}
        onPick={({ value: picked }) => {
          const next = chosen.includes(picked) ? chosen.filter((item) => item !== picked) : [...chosen, picked];
          onChange(next.length > 0 ? next : null);
        }}
      />
    );
  }
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
          onChange(next === value ? null : next);
          onDone();
        }}
      />
    );
  }
  if (filter.kind === "dateRange") return <DateRangeEditor {...props} />;
  if (filter.kind === "numberRange") return <NumberRangeEditor {...props} unit={filter.unit} step={filter.step} />;
  return <TextEditor {...props} label={filter.label} placeholder={filter.placeholder} isMono={filter.isMono} />;
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

function NumberRangeEditor(props: EditorProps & { unit?: string | undefined; step?: number | undefined }) {
  const { value, onChange, onDone, unit, step } = props;
  const t = useTranslations("table");
  const id = useId();
  const start = value && typeof value === "object" && "min" in value ? value : { min: null, max: null };
  const [range, setRange] = useState<NumberRange>(start);
  const read = (text: string) => (text === "" ? null : Number(text));
  const end = (name: "min" | "max") => (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <Label htmlFor={`${id}-${name}`}>{t(name)}</Label>
      <Input
        id={`${id}-${name}`}
        type="number"
        step={step ?? "any"}
        value={range[name] ?? ""}
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
        {unit ? <span className="pb-1.5 text-fg-2 text-xs">{unit}</span> : null}
      </div>
    </EditorForm>
  );
}

function DateRangeEditor({ value, onChange, onDone }: EditorProps) {
  const t = useTranslations("table");
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
    </EditorForm>
  );
}
