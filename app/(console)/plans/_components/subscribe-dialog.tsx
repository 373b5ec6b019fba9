"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { Way, wayOf } from "@/components/domain/order/top-up-form-schema";
import { PlanPrice } from "@/components/domain/plan/plan-price";
import type { PlanOffer } from "@/components/domain/plan/subscription-row";
import { useAction } from "@/components/feedback/use-action";
import { RadioField, SwitchField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";

const WALLET = "wallet";
const SubscribeForm = z.object({ way: z.string().min(1, "required"), isAutoRenew: z.boolean() });

/** Buys a plan, from the wallet at once or through a payment provider. Mounted anew each time, so each has its own key. */
export function SubscribeDialog({ offer, onClose }: { offer: PlanOffer; onClose: () => void }) {
  const t = useTranslations("plan.subscribe");
  const trpc = useTRPC();
  const router = useRouter();
  const quotaText = useQuotaText();
  const tPayment = useTranslations("payment");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const wallet = useQuery(trpc.wallet.get.queryOptions());
  const options = useQuery(trpc.order.options.queryOptions());
  const invalidate = [
    trpc.subscription.pathFilter(),
    trpc.plan.pathFilter(),
    trpc.wallet.pathFilter(),
    trpc.ledger.pathFilter(),
    trpc.group.pathFilter(),
  ];
  const subscribe = useAction(trpc.subscription.subscribe.mutationOptions(), {
    success: t("done", { plan: offer.name }),
    invalidate,
  });
  const order = useAction(trpc.order.create.mutationOptions(), {
    invalidate: [trpc.order.pathFilter(), ...invalidate],
  });
  const price = offer.walletPrice;
  const form = useZodForm({
    schema: SubscribeForm,
    defaultValues: { way: price === null ? "" : WALLET, isAutoRenew: price !== null },
  });
  const way = form.watch("way");
  // What is free needs no payment page.
  const providers = offer.terms.priceMinor === 0n ? [] : (options.data?.providers ?? []);
  const { planVersionId } = offer;

  const save = async (values: z.output<typeof SubscribeForm>) => {
    if (values.way === WALLET) {
      return subscribe.call({ planVersionId, isAutoRenew: values.isAutoRenew, idempotencyKey });
    }
    const [provider, method] = Way.parse(values.way);
    const item = { purpose: "subscription" as const, planVersionId };
    const { id, checkoutUrl } = await order.call({ item, provider, method, idempotencyKey });
    if (checkoutUrl) window.location.assign(checkoutUrl);
    else router.push(`/wallet?order=${id}`);
    return null;
  };
  const walletOption = {
    value: WALLET,
    label: t("wallet", { amount: quotaText(price ?? 0n) }),
    description: wallet.data ? t("walletHas", { amount: quotaText(wallet.data.balance) }) : undefined,
  };
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title", { plan: offer.name })}
      description={<PlanPrice price={offer.terms} />}
      form={form}
      onSubmit={save}
      submitLabel={way === WALLET ? t("payWallet", { amount: quotaText(price ?? 0n) }) : t("payOutside")}
    >
      <RadioField
        control={form.control}
        name="way"
        label={t("way")}
        options={[
          ...(price === null ? [] : [walletOption]),
          ...providers.flatMap(({ id, methods }) =>
            methods.map((method) => ({ value: wayOf(id, method), label: tPayment(`methods.${method}`) })),
          ),
        ]}
      />
      {way === WALLET ? (
        <SwitchField
          control={form.control}
          name="isAutoRenew"
          label={t("autoRenew")}
          description={t("autoRenewHint")}
        />
      ) : null}
    </FormDialog>
  );
}
