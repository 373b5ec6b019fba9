"use client";

import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { menuItem } from "./floating";

export type ListOption = { value: string; label: string; hint?: ReactNode; icon?: ReactNode; keywords?: string[] };

export type OptionListProps<Option extends ListOption> = {
  options: readonly Option[];
  isChosen: (option: Option) => boolean;
  onPick: (option: Option) => void;
  placeholder?: string | undefined;
  /** Given, the caller searches and `options` are the answer. */
  onSearch?: ((query: string) => void) | undefined;
  isLoading?: boolean | undefined;
  /** Boxes instead of ticks: more than one may be chosen. */
  isMultiple?: boolean;
  /** Short lists need no search box. */
  isSearchHidden?: boolean;
};

/** The searchable list inside comboboxes, tag inputs and facets. */
export function OptionList<Option extends ListOption>(props: OptionListProps<Option>) {
  const { options, isChosen, onPick, placeholder, onSearch, isLoading, isMultiple, isSearchHidden } = props;
  const t = useTranslations("common");
  return (
    <Command shouldFilter={!onSearch} loop label={placeholder ?? t("search")}>
      <div className={cn("flex items-center gap-2 border-border border-b px-3", isSearchHidden && "sr-only")}>
        <Search className="size-4 shrink-0 text-fg-3" aria-hidden />
        <Command.Input
          placeholder={placeholder ?? t("search")}
          {...(onSearch ? { onValueChange: onSearch } : {})}
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-fg-3"
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-6 text-center text-fg-3 text-sm">
          {isLoading ? t("loading") : t("noResults")}
        </Command.Empty>
        {options.map((option) => {
          const chosen = isChosen(option);
          return (
            <Command.Item
              key={option.value}
              value={option.value}
              keywords={[option.label, ...(option.keywords ?? [])]}
              onSelect={() => onPick(option)}
              className={menuItem}
            >
              {isMultiple ? (
                <span
                  aria-hidden
                  className={cn(
                    "flex size-4 shrink-0 items-center justify-center rounded-sm border border-control",
                    chosen && "border-accent bg-accent text-on-accent",
                  )}
                >
                  {chosen ? <Check className="!size-3" strokeWidth={3} /> : null}
                </span>
              ) : null}
              {option.icon}
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {option.hint ? <span className="shrink-0 text-fg-3 text-xs tabular-nums">{option.hint}</span> : null}
              {!isMultiple && chosen ? <Check className="text-accent" aria-hidden /> : null}
              {chosen ? <span className="sr-only">{t("chosen")}</span> : null}
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
