"use client";

import { useTranslations } from "next-intl";
import { moneyFilters } from "@/components/domain/ledger/money-filters";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { RejectInput } from "@/server/money/approval/schema";

const RejectForm = RejectInput.pick({ note: true });

/** A no, with a word to the one who asked. */
export function RejectDialog(props: { id: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("approval.reject");
  const trpc = useTRPC();
  const form = useZodForm({ schema: RejectForm, defaultValues: { note: "" } });
  const reject = useAction(trpc.approval.reject.mutationOptions(), {
    success: t("done"),
    invalidate: moneyFilters(trpc),
  });
  return (
    <FormDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={({ note }) => reject.call({ id: props.id, note })}
      submitLabel={t("action")}
      isDanger
    >
      <TextareaField control={form.control} name="note" label={t("note")} description={t("noteHint")} />
    </FormDialog>
  );
}
