"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { ReverseEntryInput } from "@/server/money/ledger/schema";
import { moneyFilters } from "./money-filters";

type ReverseEntryDialogProps = {
  entry: { id: string; amount: bigint; user: { username: string } };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const ReverseForm = ReverseEntryInput.pick({ reason: true });

/** Undoes an entry by a counter-entry; says beforehand what it does to the balance. */
export function ReverseEntryDialog({ entry, open, onOpenChange }: ReverseEntryDialogProps) {
  const t = useTranslations("ledger.reverse");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const form = useZodForm({ schema: ReverseForm, defaultValues: { reason: "" } });
  const name = entry.user.username;
  const reverse = useAction(trpc.ledger.reverse.mutationOptions(), {
    success: (answer) =>
      answer.status === "done" ? t("done", { name, balance: quotaText(answer.balance) }) : t("waiting"),
    invalidate: moneyFilters(trpc),
  });
  const isCredit = entry.amount > 0n;
  const amount = quotaText(isCredit ? entry.amount : -entry.amount);
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      description={t(isCredit ? "takesBack" : "givesBack", { amount, name })}
      form={form}
      onSubmit={({ reason }) => reverse.call({ entryId: entry.id, reason })}
      submitLabel={t("action")}
      isDanger={isCredit}
    >
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} isAutoFocus />
    </FormDialog>
  );
}
