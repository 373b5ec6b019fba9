"use client";

import type { ComponentProps } from "react";
import type { FieldValues } from "react-hook-form";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";
import { Field, type FieldProps } from "./field";

/** One line of text. Pass `autoComplete` on sign-in and profile forms, `isMono` for URLs and ids. */
export function TextField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> &
    Pick<
      ComponentProps<typeof Input>,
      "type" | "placeholder" | "autoComplete" | "inputMode" | "isMono" | "maxLength"
    > & {
      isAutoFocus?: boolean;
    },
) {
  const { type, placeholder, autoComplete = "off", inputMode, isMono, maxLength, isAutoFocus } = props;
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <Input
          {...field}
          {...aria}
          value={field.value ?? ""}
          {...(isAutoFocus ? { "data-autofocus": true } : {})}
          {...{ type, placeholder, autoComplete, inputMode, isMono, maxLength }}
        />
      )}
    </Field>
  );
}

export function TextareaField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { placeholder?: string; rows?: number },
) {
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <Textarea
          {...field}
          {...aria}
          value={field.value ?? ""}
          placeholder={props.placeholder}
          rows={props.rows ?? 3}
        />
      )}
    </Field>
  );
}
