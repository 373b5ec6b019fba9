"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { UserField } from "@/components/domain/user/user-field";
import { useAction } from "@/components/feedback/use-action";
import { ComboboxField, RadioField, SwitchField } from "@/components/form/choice-fields";
import { FormSheet } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useMinorText } from "@/components/ui/minor-amount";
import { useQuotaText } from "@/components/ui/money";
import { PAID_BY } from "@/server/money/subscription/schema";

const StartForm = z.object({
  userId: z.string({ error: "required" }).min(1, "required"),
  planVersionId: z.string({ error: "required" }).min(1, "required"),
  paidBy: z.enum(PAID_BY),
  isAutoRenew: z.boolean(),
  reason: z.string().trim().min(3, "required").max(500),
});

/** Subscribes a customer, or the one the page is about: from their wallet, or for nothing. Mounted anew each time, so each has a key of its own. */
export function StartSheet({ userId = "", onClose }: { userId?: string; onClose: () => void }) {
  const t = useTranslations("subscription");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useZodForm({
    schema: StartForm,
    defaultValues: { userId, planVersionId: "", paidBy: "wallet", isAutoRenew: false, reason: "" },
  });
  const { options, priceOf } = useOfferedPlans();
  const start = useAction(trpc.subscription.start.mutationOptions(), {
    success: t("start.done"),
    invalidate: [
      trpc.subscription.pathFilter(),
      trpc.plan.pathFilter(),
      trpc.user.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.audit.pathFilter(),
    ],
  });
  const price = priceOf(form.watch("planVersionId"));
  return (
    <FormSheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("start.title")}
      form={form}
      onSubmit={(values) => start.call({ ...values, idempotencyKey })}
      submitLabel={t("start.submit")}
    >
      {userId ? null : <UserField control={form.control} name="userId" label={t("columns.customer")} />}
      <ComboboxField control={form.control} name="planVersionId" label={t("columns.plan")} options={options} />
      <RadioField
        control={form.control}
        name="paidBy"
        label={t("paidBy.label")}
        options={PAID_BY.map((value) => ({
          value,
          label: t(`paidBy.${value}`, { amount: price === null ? "" : quotaText(price) }),
        }))}
      />
      <SwitchField
        control={form.control}
        name="isAutoRenew"
        label={t("start.autoRenew")}
        description={t("start.autoRenewHint")}
      />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormSheet>
  );
}

function useOfferedPlans() {
  const minorText = useMinorText();
  const t = useTranslations("plan");
  const offers = useQuery(useTRPC().plan.offers.queryOptions());
  const found = offers.data ?? [];
  return {
    options: found.map(({ planVersionId, name, terms }) => ({
      value: planVersionId,
      label: name,
      hint: terms.priceMinor === 0n ? t("free") : minorText(terms.priceMinor, terms.currency),
    })),
    priceOf: (versionId: string) => found.find((offer) => offer.planVersionId === versionId)?.walletPrice ?? null,
  };
}
