"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import {
  type Control,
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
  useController,
} from "react-hook-form";
import { cn } from "../ui/cn";
import { Label } from "../ui/label";

/** What every field takes. `control={form.control}` makes `name` checked against the schema. */
export type FieldProps<Values extends FieldValues, Context, Out> = {
  control: Control<Values, Context, Out>;
  name: FieldPath<Values>;
  label: ReactNode;
  description?: ReactNode;
  /** Marks the label; the schema decides. */
  isOptional?: boolean;
  isDisabled?: boolean;
  className?: string;
};

export type FieldSlot<Values extends FieldValues> = {
  field: ControllerRenderProps<Values, FieldPath<Values>>;
  /** Spread on the control: id, description, invalid state. */
  aria: { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
  isInvalid: boolean;
};

/** Label above, control, then help, then what is wrong. A switch or checkbox stands before its label instead. */
export function Field<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & {
    isInline?: boolean;
    children: (slot: FieldSlot<Values>) => ReactNode;
  },
) {
  const { control, name, label, description, isOptional, isDisabled, isInline, className, children } = props;
  const t = useTranslations("form");
  const id = useId();
  const { field, fieldState } = useController<Values, FieldPath<Values>, Out>({
    control,
    name,
    ...(isDisabled ? { disabled: true } : {}),
  });
  const fault = fieldState.error ? faultText(fieldState.error.message, t) : null;
  const describedBy = [description ? `${id}-help` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  const aria: FieldSlot<Values>["aria"] = {
    id,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(fault ? { "aria-invalid": true } : {}),
  };
  const control_ = children({ field, aria, isInvalid: fault !== null });
  const help = description ? (
    <p id={`${id}-help`} className="text-fg-3 text-xs">
      {description}
    </p>
  ) : null;
  const faultLine = fault ? (
    <p id={`${id}-fault`} role="alert" className="text-err text-xs">
      {fault}
    </p>
  ) : null;
  const labelLine = (
    <Label htmlFor={id} className={cn(isInline && "font-normal")}>
      {label}
      {isOptional ? <span className="font-normal text-fg-3 text-xs"> {t("optional")}</span> : null}
    </Label>
  );
  if (isInline) {
    return (
      <div className={cn("flex items-start gap-3", className)}>
        <div className="flex h-5 items-center">{control_}</div>
        <div className="min-w-0 flex-1">
          {labelLine}
          {help}
          {faultLine}
        </div>
      </div>
    );
  }
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      {labelLine}
      {control_}
      {faultLine}
      {help}
    </div>
  );
}

type FormTexts = ReturnType<typeof useTranslations<"form">>;

/** Messages written as keys of the `form.faults` catalogue are worded; others are shown as they are. */
function faultText(message: string | undefined, t: FormTexts): string {
  if (!message) return t("faults.invalid");
  const key = `faults.${message}`;
  return t.has(key) ? t(key) : message;
}
