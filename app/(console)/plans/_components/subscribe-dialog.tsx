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
type SubscribeForm = z.output<typeof SubscribeForm>;

/** Buys a plan, from the wallet at once or through a payment provider. Mounted anew each time, so each has its own key. */
export function SubscribeDialog({ offer, onClose }: { offer: PlanOffer; onClose: () => void }) {
  const t = useTranslations("plan.subscribe");
  const quotaText = useQuotaText();
  const buy = useBuy(offer);
  const ways = useWays(offer);
  const price = offer.walletPrice;
  const form = useZodForm({
    schema: SubscribeForm,
    defaultValues: { way: price === null ? "" : WALLET, isAutoRenew: price !== null },
  });
  const isFromWallet = form.watch("way") === WALLET;
  const isFree = offer.terms.priceMinor === 0n;
  const submitLabel = () => {
    if (isFree) return t("free");
    return isFromWallet ? t("payWallet", { amount: quotaText(price ?? 0n) }) : t("payOutside");
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
      onSubmit={buy}
      submitLabel={submitLabel()}
    >
      {isFree ? null : <RadioField control={form.control} name="way" label={t("way")} options={ways} />}
      {isFromWallet ? (
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

/** The wallet, where the site has a rate for the plan's currency, and the providers that are on. */
function useWays(offer: PlanOffer) {
  const t = useTranslations("plan.subscribe");
  const tPayment = useTranslations("payment");
  const trpc = useTRPC();
  const quotaText = useQuotaText();
  const wallet = useQuery(trpc.wallet.get.queryOptions());
  const options = useQuery(trpc.order.options.queryOptions());
  const outside = (options.data?.providers ?? []).flatMap(({ id, methods }) =>
    methods.map((method) => ({ value: wayOf(id, method), label: tPayment(`methods.${method}`) })),
  );
  if (offer.walletPrice === null) return outside;
  const fromWallet = {
    value: WALLET,
    label: t("wallet", { amount: quotaText(offer.walletPrice) }),
    description: wallet.data ? t("walletHas", { amount: quotaText(wallet.data.balance) }) : undefined,
  };
  return [fromWallet, ...outside];
}

/** Subscribes at once from the wallet, or makes an order and leads to where it is paid. */
function useBuy({ planVersionId, name }: PlanOffer): (values: SubscribeForm) => Promise<void> {
  const t = useTranslations("plan.subscribe");
  const trpc = useTRPC();
  const router = useRouter();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const nouns = [trpc.subscription, trpc.plan, trpc.wallet, trpc.ledger, trpc.order, trpc.group];
  const invalidate = nouns.map((noun) => noun.pathFilter());
  const subscribe = useAction(trpc.subscription.subscribe.mutationOptions(), {
    success: t("done", { plan: name }),
    invalidate,
  });
  const order = useAction(trpc.order.create.mutationOptions(), { invalidate });
  return async ({ way, isAutoRenew }) => {
    if (way === WALLET) {
      await subscribe.call({ planVersionId, isAutoRenew, idempotencyKey });
      return;
    }
    const [provider, method] = Way.parse(way);
    const item = { purpose: "subscription" as const, planVersionId };
    const { id, checkoutUrl } = await order.call({ item, provider, method, idempotencyKey });
    if (checkoutUrl) window.location.assign(checkoutUrl);
    else router.push(`/wallet?order=${id}`);
  };
}
