"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { dollarsToQuota, quotaToDollars } from "../format/quota";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { useMoney, useQuotaText } from "../ui/money";
import { Field, type FieldProps } from "./field";

type QuotaInputProps = {
  value: bigint | null | undefined;
  /** null: empty, or not (yet) an amount. */
  onValueChange: (units: bigint | null) => void;
  isNegativeAllowed?: boolean;
} & Omit<React.ComponentProps<typeof Input>, "value" | "onChange" | "type">;

/** Dollars in the box, quota units (bigint) outside; every step in whole numbers. */
function QuotaInput({ value, onValueChange, isNegativeAllowed, className, ...input }: QuotaInputProps) {
  const t = useTranslations("form.quota");
  const money = useMoney();
  const quotaText = useQuotaText();
  const [draft, setDraft] = useState<string | null>(null);
  const stored = value === null || value === undefined ? "" : quotaToDollars(value);
  const units = draft === null ? (value ?? null) : dollarsToQuota(draft);
  const isWrong = draft !== null && draft.trim() !== "" && units === null;
  // Typed in dollars, which are exact; what the site shows is said beside it.
  const hint = (amount: bigint) => {
    const text = t("units", { units: amount.toLocaleString("en") });
    return money.currency === "USD" || money.currency === "quota" ? text : `${text} · ${quotaText(amount)}`;
  };
  return (
    <div className={cn("flex max-w-xs flex-col gap-1", className)}>
      <div className="relative">
        <span aria-hidden className="absolute inset-y-0 left-2.5 flex items-center text-fg-3">
          $
        </span>
        <Input
          {...input}
          aria-invalid={isWrong || input["aria-invalid"]}
          inputMode={isNegativeAllowed ? "text" : "decimal"}
          autoComplete="off"
          className="pl-6 tabular-nums"
          value={draft ?? stored}
          onChange={(event) => {
            setDraft(event.target.value);
            onValueChange(dollarsToQuota(event.target.value));
          }}
          onBlur={(event) => {
            // What cannot be read stays in the box, so that it can be mended.
            if (!isWrong) setDraft(null);
            input.onBlur?.(event);
          }}
        />
      </div>
      <p className={cn("text-xs tabular-nums", isWrong ? "text-err" : "text-fg-3")}>
        {isWrong ? t("invalid") : units === null ? t("hint") : hint(units)}
      </p>
    </div>
  );
}

/** An amount of money, kept as quota units (bigint, or null when empty). */
export function QuotaField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { isNegativeAllowed?: boolean; placeholder?: string },
) {
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <QuotaInput
          {...aria}
          ref={field.ref}
          name={field.name}
          disabled={props.isDisabled}
          onBlur={field.onBlur}
          value={field.value}
          onValueChange={field.onChange}
          {...(props.isNegativeAllowed ? { isNegativeAllowed: true } : {})}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        />
      )}
    </Field>
  );
}
