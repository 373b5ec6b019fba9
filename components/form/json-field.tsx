"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "../ui/button";
import { Textarea } from "../ui/textarea";
import { Field, type FieldProps } from "./field";
import { findJsonFault } from "./json-fault";

/**
 * JSON as a person writes it. With `isText` the field's value is the text; otherwise the parsed value, and undefined
 * while the text is broken, so that the schema refuses to save it.
 */
export function JsonField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { isText?: boolean; rows?: number; placeholder?: string },
) {
  const { isText, rows = 6, placeholder } = props;
  const t = useTranslations("form.json");
  const [draft, setDraft] = useState<string | null>(null);
  const lastValue = useRef<unknown>(undefined);
  return (
    <Field {...props}>
      {({ field, aria }) => {
        const stored = printed(field.value, isText);
        // A value set from outside (reset, a loaded record) replaces what was typed.
        const text = draft !== null && field.value === lastValue.current ? draft : stored;
        const fault = text.trim() ? findJsonFault(text) : null;
        const write = (next: string) => {
          const value: unknown = isText ? next : parsed(next);
          lastValue.current = value;
          setDraft(next);
          field.onChange(value);
        };
        return (
          <div className="relative flex flex-col gap-1">
            <Textarea
              {...aria}
              ref={field.ref}
              name={field.name}
              onBlur={field.onBlur}
              disabled={props.isDisabled}
              rows={rows}
              spellCheck={false}
              placeholder={placeholder}
              aria-invalid={fault ? true : aria["aria-invalid"]}
              className="font-mono text-xs leading-[1.125rem]"
              value={text}
              onChange={(event) => write(event.target.value)}
            />
            <p className="text-err text-xs" aria-live="polite">
              {fault ? t("fault", fault) : null}
            </p>
            {text.trim() && !fault ? (
              <Button
                size="sm"
                variant="ghost"
                className="absolute top-0.5 right-0.5"
                onClick={() => write(JSON.stringify(JSON.parse(text), null, 2))}
              >
                {t("format")}
              </Button>
            ) : null}
          </div>
        );
      }}
    </Field>
  );
}

function printed(value: unknown, isText: boolean | undefined): string {
  if (isText) return typeof value === "string" ? value : "";
  return value === undefined || value === null ? "" : JSON.stringify(value, null, 2);
}

function parsed(text: string): unknown {
  if (!text.trim()) return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
