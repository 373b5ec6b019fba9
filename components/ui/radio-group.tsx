"use client";

import { RadioGroup as Primitive } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  description?: ReactNode;
  isDisabled?: boolean;
};

export function RadioGroup<Value extends string>(props: {
  value: Value | undefined;
  onValueChange: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  className?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
  "aria-describedby"?: string;
}) {
  const { value, onValueChange, options, className, ...rest } = props;
  const id = useId();
  return (
    <Primitive.Root
      value={value ?? ""}
      onValueChange={(next) => onValueChange(next as Value)}
      className={cn("flex flex-col gap-2", className)}
      {...rest}
    >
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2">
          <Primitive.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.isDisabled}
            className="relative mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-bg after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:border-accent"
          >
            <Primitive.Indicator className="size-2 rounded-full bg-accent" />
          </Primitive.Item>
          <label htmlFor={`${id}-${option.value}`} className="min-w-0">
            {option.label}
            {option.description ? <span className="block text-fg-3 text-xs">{option.description}</span> : null}
          </label>
        </div>
      ))}
    </Primitive.Root>
  );
}
