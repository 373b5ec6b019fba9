"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import { PAID_BY } from "@/server/money/subscription/schema";
import type { SubscriptionRow } from "./subscription-row";

type Props = { row: SubscriptionRow; isOwn: boolean; open: boolean; onOpenChange: (open: boolean) => void };

/** One period more: from one's wallet, or as staff from the customer's or for nothing, with a reason. */
export function RenewDialog({ row, isOwn, open, onOpenChange }: Props) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const schema = useMemo(
    () =>
      z.object({
        paidBy: z.enum(PAID_BY),
        reason: z
          .string()
          .trim()
          .min(isOwn ? 0 : 3, "required")
          .max(500),
      }),
    [isOwn],
  );
  const form = useZodForm({ schema, defaultValues: { paidBy: "wallet", reason: "" } });
  const renew = useAction(trpc.subscription.renew.mutationOptions(), {
    success: t("done.renew"),
    invalidate: [
      trpc.subscription.pathFilter(),
      trpc.wallet.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.audit.pathFilter(),
    ],
  });
  const amount = quotaText(row.walletPrice ?? 0n);
  const isCharged = form.watch("paidBy") === "wallet";
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("renew.title", { plan: row.planName })}
      description={t.rich("renew.effect", { when: () => <Time value={row.periodEndAt} format="absolute" /> })}
      form={form}
      onSubmit={(values) => renew.call({ id: row.id, periodNumber: row.periodNumber, ...values })}
      submitLabel={isCharged ? t("renew.pay", { amount }) : t("renew.give")}
    >
      {isOwn ? null : (
        <>
          <RadioField
            control={form.control}
            name="paidBy"
            label={t("paidBy.label")}
            options={PAID_BY.map((value) => ({ value, label: t(`paidBy.${value}`, { amount }) }))}
          />
          <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
        </>
      )}
    </FormDialog>
  );
}
