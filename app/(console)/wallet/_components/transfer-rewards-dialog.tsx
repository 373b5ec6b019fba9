"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { QuotaField } from "@/components/form/quota-field";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useQuotaText } from "@/components/ui/money";
import { TransferRewardsInput } from "@/server/money/referral/schema";

type Referral = RouterOutputs["referral"]["get"];

/** Moves rewards to the wallet; mounted anew each time, so that each opening has a key of its own. */
export function TransferRewardsDialog({ referral, onClose }: { referral: Referral; onClose: () => void }) {
  const t = useTranslations("referral.transfer");
  const trpc = useTRPC();
  const money = useQuotaText();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const { balance, terms } = referral;
  const schema = useMemo(() => {
    const { transferMinUnits: min } = terms;
    const amount = TransferRewardsInput.shape.amount
      .refine((value) => value >= min, t("from", { amount: money(min) }))
      .refine((value) => value <= balance, t("tooMuch", { amount: money(balance) }));
    return TransferRewardsInput.pick({ amount: true }).extend({ amount });
  }, [balance, terms, money, t]);
  const form = useZodForm({ schema, defaultValues: { amount: balance } });
  const transfer = useAction(trpc.referral.transfer.mutationOptions(), {
    success: (_data, input) => t("done", { amount: money(input.amount) }),
    invalidate: [
      trpc.referral.pathFilter(),
      trpc.wallet.pathFilter(),
      trpc.ledger.pathFilter(),
      trpc.overview.pathFilter(),
    ],
  });
  return (
    <FormDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t("title")}
      description={t("description")}
      submitLabel={t("submit")}
      form={form}
      onSubmit={({ amount }) => transfer.call({ amount, idempotencyKey })}
    >
      <QuotaField control={form.control} name="amount" label={t("amount")} />
    </FormDialog>
  );
}
