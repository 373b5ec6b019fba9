"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Field, type FieldProps } from "./field";

/** Write-only: what is stored never comes back, an empty box keeps it. `storedHint` shows the ends of the stored one. */
export function SecretField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & {
    storedHint?: string | null;
    placeholder?: string;
    autoComplete?: "off" | "new-password" | "current-password";
  },
) {
  const { storedHint, placeholder, autoComplete = "off" } = props;
  const t = useTranslations("form.secret");
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <div className="relative">
          <Input
            {...field}
            {...aria}
            type={isShown ? "text" : "password"}
            isMono
            spellCheck={false}
            autoComplete={autoComplete}
            value={field.value ?? ""}
            placeholder={storedHint ? t("stored", { hint: storedHint }) : placeholder}
            className="pr-9"
          />
          <Button
            variant="ghost"
            className="absolute top-0.5 right-0.5 size-7 p-0"
            aria-pressed={isShown}
            aria-label={t("show")}
            onClick={() => setIsShown(!isShown)}
          >
            <Icon aria-hidden />
          </Button>
        </div>
      )}
    </Field>
  );
}
