"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "../ui/button";
import { Label } from "../ui/label";

export type Aria = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label, control, fault and help of one field, like the fields of the kit; and the way back to the template's default. */
export function FieldShell(props: {
  title: string;
  description: string;
  isRequired: boolean;
  faults: readonly string[];
  /** The default that holds while nothing is said, as text; null when there is none. */
  inherited: string | null;
  /** Given where something is said that a default stands under. */
  onReset: (() => void) | null;
  isInline?: boolean;
  children: (aria: Aria) => ReactNode;
}) {
  const { title, description, isRequired, faults, inherited, onReset, isInline, children } = props;
  const t = useTranslations("config.field");
  const form = useTranslations("form");
  const id = useId();
  const help = [description, inherited === null ? "" : t("default", { value: inherited })].filter(Boolean).join(" · ");
  const describedBy = [help ? `${id}-help` : "", faults.length > 0 ? `${id}-fault` : ""].filter(Boolean).join(" ");
  const aria: Aria = {
    id,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(faults.length > 0 ? { "aria-invalid": true } : {}),
  };
  const label = (
    <div className="flex min-h-5 items-center gap-2">
      <Label htmlFor={id} className={isInline ? "font-normal" : undefined}>
        {title}
        {isRequired ? null : <span className="font-normal text-fg-3 text-xs"> {form("optional")}</span>}
      </Label>
      {onReset ? (
        <Button
          size="sm"
          variant="ghost"
          className="-my-1 h-6 px-1.5"
          onClick={onReset}
          aria-label={t("resetOf", { title })}
        >
          <RotateCcw aria-hidden />
          {t("reset")}
        </Button>
      ) : null}
    </div>
  );
  const below = (
    <>
      {faults.length > 0 ? (
        <p id={`${id}-fault`} role="alert" className="text-err text-xs">
          {faults.join(" ")}
        </p>
      ) : null}
      {help ? (
        <p id={`${id}-help`} className="wrap-anywhere text-fg-3 text-xs">
          {help}
        </p>
      ) : null}
    </>
  );
  if (isInline) {
    return (
      <div className="flex items-start gap-3">
        <div className="flex h-5 items-center">{children(aria)}</div>
        <div className="min-w-0 flex-1">
          {label}
          {below}
        </div>
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {label}
      {children(aria)}
      {below}
    </div>
  );
}
