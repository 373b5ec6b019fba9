"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { OptionList } from "../ui/option-list";
import type { FilterChoice, ToolbarFilter } from "./filter-control";

const SEARCHED_FROM = 8;

type OptionsFilter = Extract<ToolbarFilter, { kind: "options" }>;

/** Any of a list, and what is typed where that counts too; for filters that can exclude, in two lists. */
export function OptionsEditor(props: {
  filter: OptionsFilter;
  choice: FilterChoice;
  onChange: (part: keyof FilterChoice, value: string[] | null) => void;
  isExcluding: boolean;
}) {
  const { filter, choice, onChange } = props;
  const t = useTranslations("table");
  const [part, setPart] = useState<keyof FilterChoice>(props.isExcluding ? "excluded" : "value");
  const [text, setText] = useState("");
  const chosen = Array.isArray(choice[part]) ? choice[part] : [];
  const options = filter.acceptsText
    ? withTyped(filter, chosen, { typed: text, label: t("useTyped", { text: text.trim() }) })
    : filter.options;
  const onSearch = filter.acceptsText ? searchWith(setText, filter.onSearch) : filter.onSearch;
  return (
    <>
      {filter.canExclude ? (
        <fieldset className="flex gap-1 border-border border-b p-1.5">
          <legend className="sr-only">{filter.label}</legend>
          {(["value", "excluded"] as const).map((name) => (
            <Button
              key={name}
              size="sm"
              variant={part === name ? "secondary" : "ghost"}
              aria-pressed={part === name}
              className="flex-1"
              onClick={() => setPart(name)}
            >
              {t(name === "value" ? "is" : "isNot")}
            </Button>
          ))}
        </fieldset>
      ) : null}
      <OptionList
        options={options}
        onSearch={onSearch}
        isLoading={filter.isLoading}
        isMultiple
        isSearchHidden={!onSearch && filter.options.length < SEARCHED_FROM}
        placeholder={filter.label}
        isChosen={(option) => chosen.includes(option.value)}
        onPick={({ value: picked }) => {
          const next = chosen.includes(picked) ? chosen.filter((item) => item !== picked) : [...chosen, picked];
          onChange(part, next.length > 0 ? next : null);
        }}
      />
    </>
  );
}

function searchWith(setText: (text: string) => void, onSearch: ((query: string) => void) | undefined) {
  return (query: string) => {
    setText(query);
    onSearch?.(query);
  };
}

/** The options that hold the typed text, before them what is chosen but not among them, and the text itself. */
function withTyped(filter: OptionsFilter, chosen: readonly string[], text: { typed: string; label: string }) {
  const typed = text.typed.trim();
  const needle = typed.toLowerCase();
  const known = new Set(filter.options.map((option) => option.value));
  const holds = (words: string) => words.toLowerCase().includes(needle);
  const kept = chosen.filter((value) => !known.has(value) && holds(value)).map((value) => ({ value, label: value }));
  const listed = filter.onSearch
    ? filter.options
    : filter.options.filter((option) => holds(option.label) || holds(option.value));
  const isOffered = typed !== "" && !known.has(typed) && !chosen.includes(typed);
  return [...kept, ...listed, ...(isOffered ? [{ value: typed, label: text.label }] : [])];
}
