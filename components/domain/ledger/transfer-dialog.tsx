"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { UserField } from "@/components/domain/user/user-field";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { QuotaField } from "@/components/form/quota-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { TransferInput } from "@/server/money/ledger/schema";
import { newIdempotencyKey } from "./idempotency-key";
import { moneyFilters } from "./money-filters";

type TransferDialogProps = {
  user: { id: string; username: string; balance: bigint };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const TransferForm = TransferInput.pick({ toUserId: true, amount: true, reason: true });

/** Moves quota from an account to another, both or none. */
export function TransferDialog({ user, open, onOpenChange }: TransferDialogProps) {
  const t = useTranslations("ledger.transfer");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useZodForm({ schema: TransferForm, defaultValues: { reason: "" } });
  const transfer = useAction(trpc.ledger.transfer.mutationOptions(), {
    success: (answer) =>
      answer.status === "done"
        ? t("done", { name: user.username, balance: quotaText(answer.from.balance) })
        : t("waiting"),
    invalidate: moneyFilters(trpc),
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name: user.username })}
      description={t("description", { balance: quotaText(user.balance) })}
      form={form}
      onSubmit={(values) => transfer.call({ ...values, fromUserId: user.id, idempotencyKey })}
      submitLabel={t("submit")}
    >
      <UserField control={form.control} name="toUserId" label={t("to")} />
      <QuotaField control={form.control} name="amount" label={t("amount")} />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormDialog>
  );
}
