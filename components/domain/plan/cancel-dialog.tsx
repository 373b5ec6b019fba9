"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { RadioField, SwitchField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import type { SubscriptionRow } from "./subscription-row";

type Props = { row: SubscriptionRow; isOwn: boolean; open: boolean; onOpenChange: (open: boolean) => void };

const WHEN = ["period_end", "now"] as const;

/** Ends a subscription, later or at once; staff sees what would be given back before it is. */
export function CancelDialog({ row, isOwn, open, onOpenChange }: Props) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const schema = useMemo(
    () =>
      z.object({
        at: z.enum(WHEN),
        isRefunded: z.boolean(),
        reason: z
          .string()
          .trim()
          .min(isOwn ? 0 : 3, "required")
          .max(500),
      }),
    [isOwn],
  );
  const form = useZodForm({ schema, defaultValues: firstChoice(row) });
  const isNow = form.watch("at") === "now";
  const preview = useQuery(
    trpc.subscription.previewRefund.queryOptions({ id: row.id }, { enabled: !isOwn && isNow, staleTime: 0 }),
  );
  const cancel = useAction(trpc.subscription.cancel.mutationOptions(), {
    success: ({ refundedQuota }, { at }) => {
      if (at === "period_end") return t("done.cancelAtEnd");
      return refundedQuota > 0n ? t("done.cancelRefunded", { amount: quotaText(refundedQuota) }) : t("done.cancelNow");
    },
    invalidate: [
      trpc.subscription.pathFilter(),
      trpc.plan.pathFilter(),
      trpc.wallet.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.audit.pathFilter(),
    ],
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("cancel.title", { plan: row.planName })}
      form={form}
      onSubmit={({ isRefunded, ...values }) => cancel.call({ id: row.id, ...values, isRefunded: isRefunded && isNow })}
      submitLabel={t(isNow ? "cancel.submitNow" : "cancel.submit")}
      isDanger
    >
      <RadioField
        control={form.control}
        name="at"
        label={t("cancel.when")}
        options={[
          {
            value: "period_end",
            label: t.rich("cancel.atEnd", { when: () => <Time value={row.periodEndAt} format="absolute" /> }),
            description: t("cancel.atEndHint"),
            isDisabled: row.cancelsAtPeriodEnd,
          },
          { value: "now", label: t("cancel.now"), description: t(isOwn ? "cancel.nowHint" : "cancel.nowStaffHint") },
        ]}
      />
      {isOwn || !isNow ? null : (
        <SwitchField
          control={form.control}
          name="isRefunded"
          label={t("cancel.refund", { amount: preview.data ? quotaText(preview.data.refundQuota) : "…" })}
          description={t("cancel.refundHint")}
        />
      )}
      <TextField
        control={form.control}
        name="reason"
        label={t("reason")}
        isOptional={isOwn}
        description={isOwn ? t("cancel.reasonHint") : t("reasonHint")}
      />
    </FormDialog>
  );
}

/** What was cancelled for its end already can only end sooner. */
function firstChoice({ cancelsAtPeriodEnd }: SubscriptionRow) {
  return { at: cancelsAtPeriodEnd ? ("now" as const) : ("period_end" as const), isRefunded: false, reason: "" };
}
