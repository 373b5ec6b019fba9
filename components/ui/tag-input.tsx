"use client";

import { ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type ComponentProps, type KeyboardEvent, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { type ListOption, OptionList } from "./option-list";
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from "./popover";

const SEPARATOR = /[\s,;，；]+/;

export type TagInputProps = {
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  placeholder?: string;
  /** Known values to pick from; others may be typed unless `isStrict`. */
  options?: readonly ListOption[];
  isStrict?: boolean;
  isMono?: boolean;
  isDisabled?: boolean;
  /** Says why one entry is wrong (a bad address, say); it stays, marked, until it is mended. */
  check?: (tag: string) => string | null;
} & Pick<
  ComponentProps<"input">,
  "id" | "className" | "aria-describedby" | "aria-invalid" | "aria-label" | "onBlur" | "ref"
>;

/** A list of short words: models, groups, addresses. Enter, comma or a pasted list adds; Backspace takes the last back. */
export function TagInput(props: TagInputProps) {
  const { value, onValueChange, placeholder, options, isStrict, isMono, isDisabled, check, className, ...input } =
    props;
  const t = useTranslations("common.tags");
  const [text, setText] = useState("");

  const add = (raw: string) => {
    const known = options && isStrict ? new Set(options.map((option) => option.value)) : null;
    const fresh = raw.split(SEPARATOR).filter((tag) => tag && (!known || known.has(tag)));
    onValueChange([...new Set([...value, ...fresh])]);
    setText("");
  };
  const remove = (tag: string) => onValueChange(value.filter((other) => other !== tag));

  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && !text && value.length > 0) {
      event.preventDefault();
      onValueChange(value.slice(0, -1));
    }
  };
  const handlePaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (!SEPARATOR.test(pasted.trim())) return;
    event.preventDefault();
    add(text + pasted);
  };

  return (
    <Popover>
      <PopoverAnchor asChild>
        <div
          data-disabled={isDisabled || undefined}
          aria-invalid={input["aria-invalid"]}
          className={cn(
            "control relative flex min-h-8 w-full flex-wrap items-center gap-1 p-1 has-[input:focus-visible]:border-accent has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent has-[input:focus-visible]:-outline-offset-1",
            options && "pr-8",
            className,
          )}
        >
          {value.map((tag) => {
            const fault = check?.(tag) ?? null;
            return (
              <span
                key={tag}
                title={fault ?? undefined}
                className={cn(
                  "inline-flex h-6 max-w-full items-center rounded-sm pl-1.5 text-xs",
                  fault ? "bg-err-bg text-err" : "bg-neutral-bg text-fg",
                  isMono && "font-mono text-meta",
                )}
              >
                <span className="truncate">{tag}</span>
                <button
                  type="button"
                  disabled={isDisabled}
                  aria-label={t("remove", { tag })}
                  onClick={() => remove(tag)}
                  className="flex size-6 shrink-0 items-center justify-center rounded-sm text-fg-3 -outline-offset-2 hover:text-fg"
                >
                  <X className="size-3" aria-hidden />
                </button>
              </span>
            );
          })}
          <input
            value={text}
            disabled={isDisabled}
            placeholder={value.length === 0 ? placeholder : undefined}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={handleKeyDown}
            onPaste={handlePaste}
            {...input}
            onBlur={(event) => {
              if (text.trim()) add(text);
              input.onBlur?.(event);
            }}
            className={cn(
              "h-6 min-w-20 flex-1 bg-transparent px-1.5 text-sm outline-none",
              isMono && "font-mono text-xs",
            )}
          />
          {options ? (
            <PopoverTrigger asChild>
              <Button
                variant="ghost"
                className="absolute top-0.5 right-1 size-6 p-0"
                disabled={isDisabled}
                aria-label={t("browse")}
              >
                <ChevronDown aria-hidden />
              </Button>
            </PopoverTrigger>
          ) : null}
        </div>
      </PopoverAnchor>
      {options ? (
        <PopoverContent className="w-(--radix-popper-anchor-width) min-w-60 p-0">
          <OptionList
            options={options}
            isMultiple
            isChosen={(option) => value.includes(option.value)}
            onPick={(option) => (value.includes(option.value) ? remove(option.value) : add(option.value))}
          />
        </PopoverContent>
      ) : null}
    </Popover>
  );
}
