"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import type { Completion } from "./complete";

/** What the word being typed may become. */
export function QueryCompletions(props: {
  id: string;
  options: Completion["options"];
  active: number;
  onPick: (index: number) => void;
  /** Something was typed, so Enter does something. */
  isChanged: boolean;
}) {
  const { id, options, active, onPick, isChanged } = props;
  const t = useTranslations("log.query");
  const fieldWord = (name: string) => t(`fields.${name as "status"}`);
  return (
    <div className="absolute inset-x-0 top-full z-30 mt-1 max-w-xl overflow-hidden rounded-lg bg-pop shadow-float">
      {/* The input keeps the focus: it is the combobox, this its list. */}
      <div id={`${id}-list`} role="listbox" aria-label={t("completions")} className="max-h-72 overflow-y-auto p-1">
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box; the active option is named by it
          <div
            key={option.insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(index);
            }}
            className={cn(
              "flex min-h-7 cursor-default items-center gap-3 rounded-md px-2 text-xs hover:bg-hover",
              index === active && "bg-hover",
            )}
          >
            <span className="min-w-0 truncate font-mono">{option.label}</span>
            <span className="ml-auto shrink-0 text-fg-3 tabular-nums">
              {option.kind === "field" ? fieldWord(option.label) : option.hint}
            </span>
          </div>
        ))}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-t px-3 py-1.5 text-fg-3 text-xs max-sm:hidden">
        <span className="inline-flex items-center gap-1">
          <Kbd>Tab</Kbd> {t("keys.take")}
        </span>
        {isChanged ? (
          <span className="inline-flex items-center gap-1">
            <Kbd>Enter</Kbd> {t("keys.commit")}
          </span>
        ) : null}
        <span className="inline-flex items-center gap-1">
          <Kbd>Esc</Kbd> {t("keys.leave")}
        </span>
      </p>
    </div>
  );
}
