"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { cn } from "./cn";
import { type ListOption, OptionList } from "./option-list";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export type ComboboxOption = ListOption;

export type ComboboxProps = {
  value: string | null | undefined;
  onValueChange: (value: string | null) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  searchPlaceholder?: string;
  /** Given, the caller searches (on the server) and `options` are the answer. */
  onSearch?: (query: string) => void;
  isLoading?: boolean;
  /** Choosing the chosen option again clears it. */
  isClearable?: boolean;
  isDisabled?: boolean;
} & Pick<
  ComponentProps<"button">,
  "id" | "className" | "aria-label" | "aria-labelledby" | "aria-describedby" | "aria-invalid" | "onBlur" | "ref"
>;

/** One of many, found by typing. */
export function Combobox({
  value,
  onValueChange,
  options,
  placeholder,
  searchPlaceholder,
  onSearch,
  isLoading,
  isClearable,
  isDisabled,
  className,
  ...trigger
}: ComboboxProps) {
  const t = useTranslations("common");
  const [isOpen, setIsOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        type="button"
        role="combobox"
        aria-expanded={isOpen}
        disabled={isDisabled}
        className={cn(
          "control inline-flex h-8 w-full items-center justify-between gap-2 px-2.5 text-left text-sm",
          className,
        )}
        {...trigger}
      >
        <span className={cn("truncate", !value && "text-fg-3")}>
          {chosen?.label ?? (value || (placeholder ?? t("choose")))}
        </span>
        <ChevronDown className="size-4 shrink-0 text-fg-3" aria-hidden />
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-60 p-0">
        <OptionList
          options={options}
          placeholder={searchPlaceholder}
          onSearch={onSearch}
          isLoading={isLoading}
          isChosen={(option) => option.value === value}
          onPick={(option) => {
            onValueChange(isClearable && option.value === value ? null : option.value);
            setIsOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
