"use client";

import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Input } from "../ui/input";
import { Field, type FieldProps } from "./field";

/** A number. An empty box is null where `isOptional`, else left to the schema to refuse. */
export function NumberField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & {
    min?: number;
    max?: number;
    step?: number | "any";
    placeholder?: string;
    /** Written after the box: ms, %, requests/min. */
    unit?: ReactNode;
  },
) {
  const { min, max, step = 1, placeholder, unit, isOptional } = props;
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <div className="flex items-center gap-2">
          <Input
            {...field}
            {...aria}
            type="number"
            inputMode={step === 1 ? "numeric" : "decimal"}
            autoComplete="off"
            className="max-w-40 tabular-nums"
            value={Number.isFinite(field.value) ? field.value : ""}
            onChange={(event) => {
              const number = event.target.valueAsNumber;
              field.onChange(Number.isNaN(number) ? (isOptional ? null : Number.NaN) : number);
            }}
            // A wheel meant to scroll the form must not change what was typed.
            onWheel={(event) => event.currentTarget.blur()}
            {...{ min, max, step, placeholder }}
          />
          {unit ? <span className="shrink-0 text-fg-2 text-xs">{unit}</span> : null}
        </div>
      )}
    </Field>
  );
}
