"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useMinorText } from "@/components/ui/minor-amount";
import { useQuotaText } from "@/components/ui/money";
import { OrderCompleteInput } from "@/server/money/order/schema";
import type { OrderRow } from "./order-row";

const CompleteForm = OrderCompleteInput.omit({ id: true });

/** The money is there although no provider told us: an operator says how they know, and the order is credited. */
export function CompleteOrderDialog(props: { order: OrderRow; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { order, open, onOpenChange } = props;
  const t = useTranslations("order.complete");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const minorText = useMinorText();
  const form = useZodForm({ schema: CompleteForm, defaultValues: { proof: "", reason: "" } });
  const complete = useAction(trpc.order.complete.mutationOptions(), {
    success: ({ status }) => t(status === "waiting" ? "waiting" : "done"),
    invalidate: [
      trpc.order.pathFilter(),
      trpc.payment.pathFilter(),
      trpc.user.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.approval.pathFilter(),
      trpc.audit.pathFilter(),
    ],
  });
  const name = order.owner.username;
  const amount = minorText(order.amountMinor, order.currency);
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { amount })}
      description={
        order.purpose === "top_up"
          ? t("effectTopUp", { name, quota: quotaText(order.quota) })
          : t("effectSubscription", { name })
      }
      form={form}
      onSubmit={(values) => complete.call({ ...values, id: order.id })}
      submitLabel={t("submit")}
    >
      <TextareaField control={form.control} name="proof" label={t("proof")} description={t("proofHint")} />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormDialog>
  );
}
