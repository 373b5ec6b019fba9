"use client";

import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import type { FilterDefinition, RawFilterValue } from "./filter";
import { FilterEditor } from "./filter-editor";
import { useFilterSummary } from "./use-filter-summary";

export type ToolbarFilter = Exclude<FilterDefinition, { kind: "search" }>;

/** One filter in the toolbar: its name while unset, its value once set, with a cross that takes it away. */
export function FilterControl(props: {
  filter: ToolbarFilter;
  value: RawFilterValue;
  onChange: (value: RawFilterValue) => void;
  isOpenAtFirst?: boolean;
  onClose?: () => void;
}) {
  const { filter, value, onChange, isOpenAtFirst = false, onClose } = props;
  const t = useTranslations("table");
  const summary = useFilterSummary(filter, value);
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const isSet = value !== null;
  const setOpen = (open: boolean) => {
    setIsOpen(open);
    if (!open) onClose?.();
  };
  return (
    <div
      className={cn(
        "inline-flex h-7 max-w-72 items-center rounded-md border text-xs",
        isSet ? "border-transparent bg-selected" : "border-edge border-dashed",
      )}
    >
      <Popover open={isOpen} onOpenChange={setOpen}>
        <PopoverTrigger
          type="button"
          className={cn(
            "inline-flex h-full min-w-0 items-center gap-1 rounded-md px-2 outline-offset-1 hover:text-fg",
            isSet ? "text-fg" : "text-fg-2",
          )}
        >
          {isSet ? null : <ListFilter className="size-3.5 shrink-0" aria-hidden />}
          <span className="shrink-0">{filter.label}</span>
          {isSet ? <span className="truncate font-semibold">{summary}</span> : null}
        </PopoverTrigger>
        <PopoverContent className={filter.kind === "options" || filter.kind === "choice" ? "w-64 p-0" : "w-72"}>
          <FilterEditor filter={filter} value={value} onChange={onChange} onDone={() => setOpen(false)} />
        </PopoverContent>
      </Popover>
      {isSet ? (
        <Button
          variant="ghost"
          className="size-6 p-0 hover:bg-transparent [&_svg]:size-3.5"
          aria-label={t("clearFilter", { label: filter.label })}
          onClick={() => onChange(null)}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
