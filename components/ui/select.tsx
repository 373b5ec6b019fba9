"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { floating, menuItem } from "./floating";

export type SelectOption<Value extends string = string> = {
  value: Value;
  label: ReactNode;
  /** Second line inside the open list. */
  description?: ReactNode;
  isDisabled?: boolean;
};

export type SelectProps<Value extends string> = {
  value: Value | undefined;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  placeholder?: string;
  size?: "sm" | "md";
  isDisabled?: boolean;
} & Pick<
  ComponentProps<"button">,
  "id" | "className" | "aria-label" | "aria-labelledby" | "aria-describedby" | "aria-invalid" | "onBlur" | "ref"
>;

/** One of a short, fixed list. Above a dozen options use `Combobox`, which can be searched. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValueChange, options, placeholder, size = "md", isDisabled, className, ...trigger } = props;
  return (
    <Primitive.Root value={value ?? ""} onValueChange={(next) => onValueChange(next as Value)} disabled={isDisabled}>
      <Primitive.Trigger
        className={cn(
          "control inline-flex w-full items-center justify-between gap-2 text-left data-[placeholder]:text-fg-3",
          size === "sm" ? "h-7 px-2 text-xs" : "h-8 px-2.5 text-sm",
          className,
        )}
        {...trigger}
      >
        <span className="truncate">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <ChevronDown className="size-4 shrink-0 text-fg-3" aria-hidden />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className={cn(
            floating,
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)",
          )}
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.isDisabled}
                className={cn(menuItem, "pr-8")}
              >
                <span className="flex min-w-0 flex-col">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.description ? <span className="text-fg-3 text-xs">{option.description}</span> : null}
                </span>
                <Primitive.ItemIndicator className="absolute right-2">
                  <Check className="size-4 text-accent" aria-hidden />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
