"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { useAction } from "@/components/feedback/use-action";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormSheet } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";

const EditForm = z.object({
  name: z.string().trim().min(1, "required").max(64),
  validFrom: z.date().nullable(),
  validUntil: z.date().nullable(),
  notes: z.string().trim().max(2_000),
});

/** Renames a batch or moves the time in which its codes can be redeemed. */
export function BatchEditSheet(props: { batch: BatchRow; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { batch, ...overlay } = props;
  const t = useTranslations("redemption");
  const trpc = useTRPC();
  const update = useAction(trpc.redemption.updateBatch.mutationOptions(), {
    success: t("edit.saved"),
    invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()],
  });
  const { name, validFrom, validUntil, notes } = batch;
  const form = useZodForm({ schema: EditForm, defaultValues: { name, validFrom, validUntil, notes } });
  const { control } = form;
  return (
    <FormSheet
      {...overlay}
      title={t("edit.title", { name })}
      description={t("edit.hint")}
      form={form}
      onSubmit={(values) => update.call({ id: batch.id, version: batch.version, ...values })}
      submitLabel={t("edit.button")}
      isEdit
    >
      <TextField control={control} name="name" label={t("form.name")} description={t("form.nameHint")} maxLength={64} />
      <DateTimeField control={control} name="validFrom" label={t("form.validFrom")} isOptional />
      <DateTimeField
        control={control}
        name="validUntil"
        label={t("form.validUntil")}
        isOptional
        presetsDays={[30, 90, 365]}
      />
      <TextareaField
        control={control}
        name="notes"
        label={t("form.notes")}
        description={t("form.notesHint")}
        isOptional
      />
    </FormSheet>
  );
}
