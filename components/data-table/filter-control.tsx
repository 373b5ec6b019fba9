"use client";

import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import type { FilterDefinition, RawFilterValue } from "./filter";
import { FilterEditor } from "./filter-editor";
import { useFilterSummary } from "./use-filter-summary";

export type ToolbarFilter = Exclude<FilterDefinition, { kind: "search" }>;

/** What a filter holds: values looked for, and, where it can exclude, values kept out. */
export type FilterChoice = { value: RawFilterValue; excluded: RawFilterValue };

/** One filter in the toolbar: its name while unset, its value once set, with a cross that takes it away. */
export function FilterControl(props: {
  filter: ToolbarFilter;
  choice: FilterChoice;
  onChange: (part: keyof FilterChoice, value: RawFilterValue) => void;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Shows what is kept out instead of what is looked for. */
  isExclusion?: boolean;
}) {
  const { filter, choice, onChange, isOpen, onOpenChange, isExclusion = false } = props;
  const t = useTranslations("table");
  const part = isExclusion ? "excluded" : "value";
  const summary = useFilterSummary(filter, choice[part]);
  const isSet = choice[part] !== null;
  const isFrame = filter.kind === "dateRange" && filter.fallback !== undefined;
  const label = isExclusion ? t("not", { label: filter.label }) : filter.label;
  return (
    <div
      className={cn(
        "inline-flex h-7 max-w-72 items-center rounded-md border text-xs",
        isSet && !isFrame ? "border-transparent bg-selected" : "border-edge",
        !isSet && "border-dashed",
      )}
    >
      <Popover open={isOpen} onOpenChange={onOpenChange}>
        <PopoverTrigger
          type="button"
          className={cn(
            "inline-flex h-full min-w-0 items-center gap-1 rounded-md px-2 outline-offset-1 hover:text-fg",
            isSet ? "text-fg" : "text-fg-2",
          )}
        >
          {isSet ? null : <ListFilter className="size-3.5 shrink-0" aria-hidden />}
          <span className={cn("shrink-0", isExclusion && "text-err")}>{label}</span>
          {isSet ? <span className="truncate font-semibold">{summary}</span> : null}
        </PopoverTrigger>
        <PopoverContent className={filter.kind === "options" || filter.kind === "choice" ? "w-72 p-0" : "w-72"}>
          <FilterEditor
            filter={filter}
            choice={choice}
            onChange={onChange}
            isExcluding={isExclusion}
            onDone={() => onOpenChange(false)}
          />
        </PopoverContent>
      </Popover>
      {isSet && !isFrame ? (
        <Button
          variant="ghost"
          className="size-6 p-0 hover:bg-transparent [&_svg]:size-3.5"
          aria-label={t("clearFilter", { label })}
          onClick={() => onChange(part, null)}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
