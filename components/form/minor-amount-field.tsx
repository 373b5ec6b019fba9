"use client";

import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { minorToText, textToMinor } from "../format/minor-amount";
import { Input } from "../ui/input";
import { Field, type FieldProps } from "./field";

/** An amount of a real currency: decimals in the box, its smallest unit (bigint, null when it cannot be read) outside. */
export function MinorAmountField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { currency: string },
) {
  const { currency } = props;
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <div className="flex items-center gap-2">
          <Input
            {...aria}
            ref={field.ref}
            name={field.name}
            disabled={props.isDisabled}
            inputMode="decimal"
            autoComplete="off"
            className="max-w-40 tabular-nums"
            value={draft ?? (typeof field.value === "bigint" ? minorToText(field.value, currency) : "")}
            onChange={(event) => {
              setDraft(event.target.value);
              field.onChange(textToMinor(event.target.value, currency));
            }}
            onBlur={() => {
              // What cannot be read stays in the box, so that it can be mended.
              if (typeof field.value === "bigint") setDraft(null);
              field.onBlur();
            }}
          />
          <span className="shrink-0 text-fg-2 text-xs">{currency}</span>
        </div>
      )}
    </Field>
  );
}
