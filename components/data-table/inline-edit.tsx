"use client";

import { LoaderCircle, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";

/**
 * A cell edited in place, for low-risk values (priority, weight, a note). Click or Enter opens it, Enter saves, Escape
 * leaves it as it was. `onSave` answers whether it was saved; a refusal keeps what was typed.
 */
export function InlineEdit(props: {
  value: string;
  /** Column and record, for the name of the button: "Priority of openai-1". */
  label: string;
  onSave: (next: string) => Promise<boolean>;
  /** Why the text cannot be saved, or null. */
  check?: (text: string) => string | null;
  type?: "text" | "number";
  children?: ReactNode;
  isDisabled?: boolean;
  /** As the column: in a right one the pencil stands before the number, so that numbers end where their header does. */
  align?: "left" | "right";
}) {
  const { value, label, onSave, check, type = "text", children, isDisabled, align = "left" } = props;
  const t = useTranslations("table");
  const [draft, setDraft] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const shown = children ?? (value || <span className="text-fg-3">—</span>);

  if (isDisabled) return <span>{shown}</span>;
  if (draft === null) {
    return (
      <button
        ref={opener}
        type="button"
        aria-label={t("edit", { label, value })}
        onClick={() => setDraft(value)}
        className={cn(
          "group/edit -mx-1.5 inline-flex h-6 max-w-full items-center gap-1 rounded-sm px-1.5 hover:bg-neutral-bg",
          align === "right" && "sm:flex-row-reverse",
        )}
      >
        <span className="truncate">{shown}</span>
        <Pencil
          className="size-3 shrink-0 text-fg-3 opacity-0 group-hover/edit:opacity-100 group-focus-visible/edit:opacity-100"
          aria-hidden
        />
      </button>
    );
  }

  const fault = check?.(draft) ?? null;
  const close = () => {
    setDraft(null);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const save = async () => {
    if (draft === value) return close();
    if (fault || isSaving) return;
    setIsSaving(true);
    const isSaved = await onSave(draft);
    setIsSaving(false);
    if (isSaved) close();
  };
  return (
    <span className="relative inline-flex w-full max-w-40 items-center">
      <Input
        autoFocus
        type={type}
        aria-label={label}
        aria-invalid={fault ? true : undefined}
        title={fault ?? undefined}
        value={draft}
        disabled={isSaving}
        className={cn("-mx-1.5 h-6 px-1.5 text-xs", align === "right" && "sm:text-right")}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void (draft === value || fault ? setDraft(null) : save())}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") void save();
          if (event.key === "Escape") {
            event.preventDefault();
            close();
          }
        }}
      />
      {isSaving ? <LoaderCircle className="absolute right-1 size-3.5 animate-spin text-fg-3" aria-hidden /> : null}
    </span>
  );
}
