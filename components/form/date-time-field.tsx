"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { FieldValues } from "react-hook-form";
import { fromLocalInput, toLocalInput, zoneName } from "../format/time";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { useTimeZone } from "../ui/time-zone";
import { Field, type FieldProps } from "./field";

const DAY_MS = 86_400_000;

/** An instant (Date or null), typed in the viewer's zone; `presetsDays` offers "in 30 days" and the like. */
export function DateTimeField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { presetsDays?: readonly number[] },
) {
  const t = useTranslations("form.dateTime");
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (
    <Field {...props}>
      {({ field, aria }) => {
        const value: unknown = field.value;
        const at = value instanceof Date ? value.getTime() : null;
        return (
          <div className="flex flex-col gap-1.5">
            <div className="flex items-center gap-2">
              <Input
                {...aria}
                ref={field.ref}
                name={field.name}
                onBlur={field.onBlur}
                disabled={props.isDisabled}
                type="datetime-local"
                className="max-w-56 tabular-nums"
                value={at === null ? "" : toLocalInput(at, timeZone)}
                onChange={(event) => {
                  const instant = fromLocalInput(event.target.value, timeZone);
                  field.onChange(instant === null ? null : new Date(instant));
                }}
              />
              <span className="text-fg-3 text-xs">{zoneName(at ?? Date.now(), { locale, timeZone })}</span>
              {at !== null && props.isOptional ? (
                <Button variant="ghost" size="icon-sm" aria-label={t("clear")} onClick={() => field.onChange(null)}>
                  <X aria-hidden />
                </Button>
              ) : null}
            </div>
            {props.presetsDays ? (
              <div className="flex flex-wrap gap-1">
                {props.presetsDays.map((days) => (
                  <Button
                    key={days}
                    size="sm"
                    variant="ghost"
                    onClick={() => field.onChange(new Date(Date.now() + days * DAY_MS))}
                  >
                    {t("inDays", { days })}
                  </Button>
                ))}
                {props.isOptional ? (
                  <Button size="sm" variant="ghost" onClick={() => field.onChange(null)}>
                    {t("never")}
                  </Button>
                ) : null}
              </div>
            ) : null}
          </div>
        );
      }}
    </Field>
  );
}
