"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "../ui/button";
import { FormFaultAlert } from "./form-fault-alert";
import { useSubmit } from "./use-submit";
import { useUnsavedGuard } from "./use-unsaved-guard";
import type { ZodForm } from "./use-zod-form";

/** A form in the page itself (settings, profile): at most 720 px wide, saved by its own button, guarded against leaving. */
export function PageForm<In extends FieldValues, Out>(props: {
  form: ZodForm<In, Out>;
  onSubmit: (values: Out) => Promise<unknown>;
  submitLabel?: ReactNode;
  /** Nothing may be changed: the reason is shown instead of buttons. */
  lockedReason?: ReactNode;
  children: ReactNode;
}) {
  const { form, onSubmit, submitLabel, lockedReason, children } = props;
  const t = useTranslations("form");
  const { isDirty, isSubmitting } = form.formState;
  const { submit, fault } = useSubmit({ form, onSubmit });
  useUnsavedGuard(isDirty);
  return (
    <form onSubmit={submit} noValidate className="flex max-w-[720px] flex-col gap-4">
      <FormFaultAlert fault={fault} />
      {children}
      <div className="flex items-center gap-2 pt-2">
        {lockedReason ? (
          <p className="text-fg-2">{lockedReason}</p>
        ) : (
          <>
            <Button type="submit" variant="primary" isPending={isSubmitting} disabled={!isDirty}>
              {submitLabel ?? t("save")}
            </Button>
            {isDirty ? (
              <Button variant="ghost" onClick={() => form.reset()}>
                {t("reset")}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </form>
  );
}
