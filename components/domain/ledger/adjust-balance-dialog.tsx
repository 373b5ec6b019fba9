"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { QuotaField } from "@/components/form/quota-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { cn } from "@/components/ui/cn";
import { useQuotaText } from "@/components/ui/money";
import { AdjustBalanceInput } from "@/server/money/ledger/schema";
import { newIdempotencyKey } from "./idempotency-key";
import { moneyFilters } from "./money-filters";

const AdjustForm = z.object({
  direction: z.enum(["add", "subtract"]),
  /** Unsigned; the direction gives the sign, so that a slip of "-" takes nothing away. */
  amount: z.bigint().min(1n),
  reason: AdjustBalanceInput.shape.reason,
});
type AdjustForm = z.output<typeof AdjustForm>;

function signed({ direction, amount }: Pick<AdjustForm, "direction" | "amount">): bigint {
  return direction === "add" ? amount : -amount;
}

type AdjustBalanceDialogProps = {
  user: { id: string; username: string; balance: bigint };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function AdjustBalanceDialog({ user, open, onOpenChange }: AdjustBalanceDialogProps) {
  const t = useTranslations("ledger.adjust");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useZodForm({ schema: AdjustForm, defaultValues: { direction: "add", reason: "" } });
  const { direction = "add", amount } = useWatch({ control: form.control });
  const adjust = useAction(trpc.ledger.adjust.mutationOptions(), {
    success: (answer) =>
      answer.status === "done"
        ? t("done", { name: user.username, balance: quotaText(answer.balance) })
        : t("waiting", { name: user.username }),
    invalidate: moneyFilters(trpc),
  });
  const change = typeof amount === "bigint" && amount > 0n ? signed({ direction, amount }) : null;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name: user.username })}
      description={t("description")}
      form={form}
      onSubmit={(values) =>
        adjust.call({ userId: user.id, amount: signed(values), reason: values.reason, idempotencyKey })
      }
      submitLabel={
        change === null
          ? t("submit")
          : t(direction === "add" ? "submitAdd" : "submitSubtract", {
              amount: quotaText(change < 0n ? -change : change),
            })
      }
      isDanger={direction === "subtract"}
    >
      <RadioField
        control={form.control}
        name="direction"
        label={t("direction")}
        options={[
          { value: "add", label: t("add") },
          { value: "subtract", label: t("subtract") },
        ]}
      />
      <QuotaField control={form.control} name="amount" label={t("amount")} description={t("amountHint")} />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
      <BalancePreview balance={user.balance} change={change} />
    </FormDialog>
  );
}

function BalancePreview({ balance, change }: { balance: bigint; change: bigint | null }) {
  const t = useTranslations("ledger.adjust");
  const quotaText = useQuotaText();
  const after = balance + (change ?? 0n);
  const isTooLow = after < 0n;
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1 rounded-lg border border-border px-3 py-2 tabular-nums">
      <dt className="text-fg-2">{t("now")}</dt>
      <dd className="text-right">{quotaText(balance)}</dd>
      <dt className="text-fg-2">{t("change")}</dt>
      <dd className="text-right">{change === null ? "—" : `${change > 0n ? "+" : ""}${quotaText(change)}`}</dd>
      <dt className="border-border border-t pt-1 font-semibold">{t("after")}</dt>
      <dd
        aria-live="polite"
        className={cn("border-border border-t pt-1 text-right font-semibold", isTooLow && "text-err")}
      >
        {quotaText(after)}
      </dd>
      {isTooLow ? <dd className="col-span-2 text-err text-xs">{t("tooLow")}</dd> : null}
    </dl>
  );
}
