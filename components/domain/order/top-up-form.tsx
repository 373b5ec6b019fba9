"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { useSubmit } from "@/components/form/use-submit";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { useMinorText } from "@/components/ui/minor-amount";
import type { TopUpOptions } from "./order-row";
import { TopUpFields, useTopUpQuotes } from "./top-up-fields";
import { TopUpForm as Schema, Way, wayOf } from "./top-up-form-schema";
import { TopUpOff } from "./top-up-off";

const UNITS_PER_USD = 500_000n;

/** A customer buys credit: amount, way of paying, and off to the page where it is paid. */
export function TopUpForm() {
  const query = useQuery(useTRPC().order.options.queryOptions());
  return (
    <QueryState query={query}>
      {(options) => (options.providers.length > 0 ? <Form options={options} /> : <TopUpOff />)}
    </QueryState>
  );
}

function Form({ options }: { options: TopUpOptions }) {
  const t = useTranslations("order.topUp");
  const trpc = useTRPC();
  const router = useRouter();
  const minorText = useMinorText();
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const form = useZodForm({ schema: Schema, defaultValues: firstChoice(options) });
  const [quota, way] = form.watch(["quota", "way"]);
  const price = useTopUpQuotes(quota, undefined).find(({ provider }) => way.startsWith(`${provider}:`));
  const create = useAction(trpc.order.create.mutationOptions(), {
    invalidate: [trpc.order.pathFilter(), trpc.wallet.pathFilter()],
  });

  const pay = async (values: Schema) => {
    const [provider, method] = Way.parse(values.way);
    const item = { purpose: "top_up", quota: values.quota } as const;
    const { id, checkoutUrl } = await create.call({ item, provider, method, idempotencyKey });
    setIdempotencyKey(newIdempotencyKey());
    if (checkoutUrl) window.location.assign(checkoutUrl);
    else router.push(`/wallet?order=${id}`);
  };
  const { submit, fault } = useSubmit({ form, onSubmit: pay });
  return (
    <form onSubmit={submit} noValidate className="flex max-w-[720px] flex-col gap-4">
      <FormFaultAlert fault={fault} />
      <TopUpFields control={form.control} options={options} />
      <div>
        <Button type="submit" variant="primary" isPending={form.formState.isSubmitting} disabled={!price}>
          {price
            ? t(price.provider === "manual" ? "order" : "pay", { amount: minorText(price.amountMinor, price.currency) })
            : t("payUnpriced")}
        </Button>
      </div>
    </form>
  );
}

/** A common amount and the first way to pay, so that most people only press the button. */
function firstChoice({ amountsUsd, providers }: TopUpOptions): Schema {
  const usd = amountsUsd[Math.min(1, amountsUsd.length - 1)] ?? 1;
  const [provider] = providers;
  return {
    userId: "",
    quota: BigInt(usd) * UNITS_PER_USD,
    way: provider ? wayOf(provider.id, provider.methods[0] ?? "") : "",
  };
}
