"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { FormDialog } from "@/components/form/form-overlay";
import { NumberField } from "@/components/form/number-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import type { RouterInputs } from "@/components/trpc/router-types";
import { Priority, Weight } from "@/server/supply/channel/schema";

export type BulkField = "tag" | "priority" | "weight";
type Change = RouterInputs["channel"]["bulk"]["change"];

const FieldValues = z.object({
  tag: z.string().trim().max(64, "invalid"),
  priority: z.number("invalid").refine((value) => Priority.safeParse(value).success, "invalid"),
  weight: z.number("invalid").refine((value) => Weight.safeParse(value).success, "invalid"),
});

/** Asks for the one value that all selected channels get. */
export function BulkFieldDialog(props: {
  field: BulkField | null;
  onClose: () => void;
  onApply: (change: Change) => Promise<void>;
}) {
  const { field, onClose, onApply } = props;
  const t = useTranslations("channel");
  const form = useZodForm({ schema: FieldValues, defaultValues: { tag: "", priority: 0, weight: 1 } });
  const { control } = form;
  return (
    <FormDialog
      size="sm"
      open={field !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={field === null ? "" : t(`bulk.${field}Title`)}
      description={t("bulk.fieldDescription")}
      form={form}
      submitLabel={t("bulk.apply")}
      onSubmit={async (values) => {
        if (field === "tag") await onApply({ kind: "tag", tag: values.tag });
        if (field === "priority") await onApply({ kind: "priority", priority: values.priority });
        if (field === "weight") await onApply({ kind: "weight", weight: values.weight });
      }}
    >
      {field === "tag" ? (
        <TextField control={control} name="tag" label={t("columns.tag")} description={t("bulk.tagHint")} isAutoFocus />
      ) : null}
      {field === "priority" ? <NumberField control={control} name="priority" label={t("columns.priority")} /> : null}
      {field === "weight" ? <NumberField control={control} name="weight" label={t("columns.weight")} min={0} /> : null}
    </FormDialog>
  );
}
