"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { RefundResolveInput } from "@/server/money/order/schema";

const ResolveForm = RefundResolveInput.omit({ id: true });

/** A person looked at the provider's own list, and says what became of a refund that got no answer. */
export function ResolveRefundDialog(props: { refundId: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { refundId, open, onOpenChange } = props;
  const t = useTranslations("order.resolve");
  const trpc = useTRPC();
  const form = useZodForm({ schema: ResolveForm, defaultValues: { outcome: "succeeded", reason: "" } });
  const resolve = useAction(trpc.order.resolveRefund.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.order.pathFilter(), trpc.user.pathFilter(), trpc.ledger.pathFilter()],
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={(values) => resolve.call({ ...values, id: refundId })}
      submitLabel={t("submit")}
    >
      <RadioField
        control={form.control}
        name="outcome"
        label={t("outcome")}
        options={[
          { value: "succeeded", label: t("succeeded"), description: t("succeededHint") },
          { value: "failed", label: t("failed"), description: t("failedHint") },
        ]}
      />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormDialog>
  );
}
