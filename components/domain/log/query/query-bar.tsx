"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { completionsAt, type ValueOption } from "./complete";
import type { QueryField } from "./fields";
import { parseQuery } from "./parse-query";
import { printQuery } from "./print-query";
import type { LogQuery, QueryContext, QueryFault } from "./query";
import { QueryCompletions } from "./query-completions";
import { QueryFaults } from "./query-faults";
import { QueryHelp } from "./query-help";

type Draft = { text: string; of: string; faults: QueryFault[] };

/** Any id that a customer may paste: long, in one piece, with a digit in it. */
const BARE_ID = /^(?=.*\d)[\w-]{16,128}$/;

/**
 * The filters as text: typed, completed, and taken by Enter when every word is understood. The text is the filters' own as long
 * as nobody types; Escape gives up what was typed.
 */
export function QueryBar(props: {
  filters: LogQuery;
  context: QueryContext;
  valuesOf: (field: QueryField) => readonly ValueOption[];
  inputRef: RefObject<HTMLInputElement | null>;
  onCommit: (filters: LogQuery) => void;
  /** An id alone was pasted. */
  onId: (id: string) => void;
}) {
  const { filters, context, valuesOf, inputRef, onCommit, onId } = props;
  const t = useTranslations("log.query");
  const id = useId();
  const printed = printQuery(filters, context);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [caret, setCaret] = useState(0);
  const [isListOpen, setIsListOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // A filter changed elsewhere is newer than what was being typed.
  const current = draft?.of === printed ? draft : null;
  const text = current?.text ?? printed;
  const completion = isListOpen ? completionsAt(text, caret, { fields: context.fields, valuesOf }) : null;
  const options = completion?.options ?? [];

  const type = (next: string, place: number) => {
    setDraft({ text: next, of: printed, faults: [] });
    setCaret(place);
    setActive(-1);
    setIsListOpen(true);
  };
  const take = (index: number) => {
    const option = options[index];
    if (!completion || !option) return;
    const before = `${text.slice(0, completion.from)}${option.insert}`;
    type(`${before}${text.slice(completion.to).trimStart()}`, before.length);
    requestAnimationFrame(() => inputRef.current?.setSelectionRange(before.length, before.length));
  };
  const leave = () => {
    setDraft(null);
    setIsListOpen(false);
  };
  const commit = () => {
    setIsListOpen(false);
    if (BARE_ID.test(text.trim())) {
      setDraft(null);
      return onId(text.trim());
    }
    const read = parseQuery(text, context);
    if ("filters" in read) {
      setDraft(null);
      return onCommit(read.filters);
    }
    setDraft({ text, of: printed, faults: read.faults });
    const [first] = read.faults;
    if (first) inputRef.current?.setSelectionRange(first.from, first.to);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setActive((active + step + options.length + (active === -1 && step === -1 ? 1 : 0)) % options.length);
    } else if (event.key === "Tab" && options.length > 0 && !event.shiftKey && (active >= 0 || current)) {
      event.preventDefault();
      take(Math.max(active, 0));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0 && options[active]) take(active);
      else commit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (isListOpen && options.length > 0 && active >= 0) setActive(-1);
      else {
        leave();
        event.currentTarget.blur();
      }
    }
  };
  const faults = current?.faults ?? [];
  const isExpanded = options.length > 0;
  return (
    <div className="relative">
      <Search className="pointer-events-none absolute top-1.5 left-2 size-4 text-fg-3" aria-hidden />
      <Input
        ref={inputRef}
        isMono
        role="combobox"
        aria-label={t("label")}
        aria-autocomplete="list"
        aria-expanded={isExpanded}
        aria-controls={`${id}-list`}
        aria-activedescendant={isExpanded && active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={faults.length > 0}
        aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
        placeholder={t("placeholder")}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        className="h-7 pr-16 pl-8"
        value={text}
        onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
        onFocus={(event) => {
          setCaret(event.currentTarget.selectionStart ?? text.length);
          setIsListOpen(text === "" || current !== null);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onBlur={() => {
          setIsListOpen(false);
          setActive(-1);
        }}
        onKeyDown={handleKeyDown}
      />
      <div className="absolute top-0.5 right-0.5 flex items-center">
        {text === "" ? null : (
          <Button
            variant="ghost"
            className="size-6 p-0"
            aria-label={t("clear")}
            onClick={() => {
              type("", 0);
              inputRef.current?.focus();
            }}
          >
            <X aria-hidden />
          </Button>
        )}
        <QueryHelp fields={context.fields} />
      </div>
      {isExpanded ? (
        <QueryCompletions id={id} options={options} active={active} onPick={take} isChanged={current !== null} />
      ) : null}
      {faults.length > 0 ? <QueryFaults id={`${id}-faults`} text={text} faults={faults} /> : null}
    </div>
  );
}
