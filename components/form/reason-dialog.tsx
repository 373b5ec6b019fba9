"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { z } from "zod";
import { FormDialog } from "./form-overlay";
import { TextField } from "./text-fields";
import { useZodForm } from "./use-zod-form";

const ReasonForm = z.object({ reason: z.string().trim().min(3, "required").max(500) });

/** Asks staff why before they act; what will happen stands above. */
export function ReasonDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, to how much, and whether it can be undone. */
  effect: ReactNode;
  submitLabel: ReactNode;
  isDanger?: boolean;
  onSubmit: (reason: string) => Promise<unknown>;
}) {
  const { effect, onSubmit, ...overlay } = props;
  const t = useTranslations("form");
  const form = useZodForm({ schema: ReasonForm, defaultValues: { reason: "" } });
  return (
    <FormDialog {...overlay} description={effect} form={form} onSubmit={({ reason }) => onSubmit(reason)}>
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} isAutoFocus />
    </FormDialog>
  );
}
