"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { useAction } from "@/components/feedback/use-action";
import { CheckboxField, RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { minorToText, textToMinor } from "@/components/format/minor-amount";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useMinorText } from "@/components/ui/minor-amount";
import { useQuotaText } from "@/components/ui/money";
import type { OrderRow } from "./order-row";
import { refundFormSchema } from "./refund-form-schema";

const PREVIEW_DELAY_MS = 250;

type Result = RouterOutputs["order"]["refund"];

/** Gives money back, all or a part; shows first what of the credit is left to take. Mounted anew each time it opens. */
export function RefundDialog(props: { order: OrderRow; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { order, open, onOpenChange } = props;
  const t = useTranslations("order.refund");
  const trpc = useTRPC();
  const minorText = useMinorText();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const { id, currency } = order;
  const leftMinor = order.amountMinor - order.refundedMinor;
  const form = useZodForm({
    schema: refundFormSchema(currency, leftMinor),
    defaultValues: {
      amount: minorToText(leftMinor, currency),
      channel: order.refundChannels[0] ?? "outside",
      reason: "",
      acceptsUncollectable: false,
      endsSubscription: true,
    },
  });
  const amountMinor = textToMinor(form.watch("amount"), currency);
  const preview = useRefundPreview(id, amountMinor, leftMinor);
  const refund = useAction(trpc.order.refund.mutationOptions(), {
    success: (result) => t(doneKey(result)),
    invalidate: [trpc.order.pathFilter(), trpc.user.pathFilter(), trpc.ledger.pathFilter(), trpc.audit.pathFilter()],
  });
  const hasProvider = order.refundChannels.includes("provider");
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name: order.owner.username })}
      description={t("description", {
        paid: minorText(order.amountMinor, currency),
        left: minorText(leftMinor, currency),
      })}
      form={form}
      onSubmit={({ amount, endsSubscription, ...values }) => {
        const minor = textToMinor(amount, currency) ?? 0n;
        const ends = endsSubscription && minor === leftMinor;
        return refund.call({ ...values, id, amountMinor: minor, endsSubscription: ends, idempotencyKey });
      }}
      submitLabel={amountMinor === null ? t("submit") : t("submitAmount", { amount: minorText(amountMinor, currency) })}
      isDanger
    >
      <TextField control={form.control} name="amount" label={t("amount", { currency })} inputMode="decimal" />
      <RadioField
        control={form.control}
        name="channel"
        label={t("channel")}
        options={[
          {
            value: "provider",
            label: t("channels.provider"),
            description: t("channels.providerHint"),
            isDisabled: !hasProvider,
          },
          { value: "outside", label: t("channels.outside"), description: t("channels.outsideHint") },
        ]}
      />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
      {order.purpose === "subscription" && amountMinor === leftMinor ? (
        <CheckboxField
          control={form.control}
          name="endsSubscription"
          label={t("endsSubscription")}
          description={t("endsSubscriptionHint")}
        />
      ) : null}
      {preview && preview.quota > 0n ? <CreditEffect preview={preview} /> : null}
      {preview && preview.uncollectable > 0n ? (
        <CheckboxField control={form.control} name="acceptsUncollectable" label={t("accept")} />
      ) : null}
    </FormDialog>
  );
}

function doneKey(result: Result): "waiting" | "succeeded" | "pending" | "failed" {
  return result.status === "waiting" ? "waiting" : result.outcome;
}

type Preview = RouterOutputs["order"]["previewRefund"];

function useRefundPreview(id: string, amountMinor: bigint | null, leftMinor: bigint): Preview | null {
  const asked = useDebounced(amountMinor ?? 0n, PREVIEW_DELAY_MS);
  const query = useQuery(
    useTRPC().order.previewRefund.queryOptions(
      { id, amountMinor: asked },
      { enabled: asked > 0n && asked <= leftMinor, placeholderData: keepPreviousData, retry: false },
    ),
  );
  return query.data ?? null;
}

/** What the refund takes of the customer's credit, and what of it is gone. */
function CreditEffect({ preview }: { preview: Preview }) {
  const t = useTranslations("order.refund");
  const quotaText = useQuotaText();
  const { quota, balance, collectable, uncollectable } = preview;
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1 rounded-lg border border-border px-3 py-2 tabular-nums">
      <dt className="text-fg-2">{t("share")}</dt>
      <dd className="text-right">{quotaText(quota)}</dd>
      <dt className="text-fg-2">{t("balance")}</dt>
      <dd className="text-right">{quotaText(balance)}</dd>
      <dt className="border-border border-t pt-1 font-semibold">{t("taken")}</dt>
      <dd aria-live="polite" className="border-border border-t pt-1 text-right font-semibold">
        {quotaText(collectable)}
      </dd>
      {uncollectable > 0n ? (
        <dd className="col-span-2 text-err text-xs">{t("uncollectable", { amount: quotaText(uncollectable) })}</dd>
      ) : null}
    </dl>
  );
}
