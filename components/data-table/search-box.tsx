"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { SearchInput } from "../ui/search-input";

const DELAY_MS = 300;

/** The search of a table. Typing is applied when it pauses; Enter at once; Escape clears. */
export function SearchBox(props: {
  value: string;
  onChange: (value: string | null) => void;
  placeholder: string;
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { value, onChange, placeholder, inputRef } = props;
  const t = useTranslations("table");
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const applied = useRef(value);

  // The URL can change under the box: back, "clear filters", a link.
  useEffect(() => {
    if (value !== applied.current) {
      applied.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = (next: string) => {
    clearTimeout(timer.current);
    if (next.trim() === applied.current) return;
    applied.current = next.trim();
    onChange(next.trim() || null);
  };
  return (
    <div className="relative -order-2 min-w-0 grow basis-[calc(100%-5.5rem)] sm:order-none sm:w-64 sm:grow-0 sm:basis-auto">
      <SearchInput
        ref={inputRef}
        label={placeholder}
        className="h-7 px-8 text-xs"
        value={text}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => apply(next), DELAY_MS);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") apply(text);
          if (event.key !== "Escape") return;
          event.preventDefault();
          setText("");
          apply("");
          event.currentTarget.blur();
        }}
      />
      {text ? (
        <Button
          variant="ghost"
          className="absolute top-0.5 right-0.5 size-6 p-0"
          aria-label={t("clearSearch")}
          onClick={() => {
            setText("");
            apply("");
            inputRef.current?.focus();
          }}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
