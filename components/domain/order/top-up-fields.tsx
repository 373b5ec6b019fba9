"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type Control, useController, useWatch } from "react-hook-form";
import { RadioField } from "@/components/form/choice-fields";
import { QuotaField } from "@/components/form/quota-field";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { useMinorText } from "@/components/ui/minor-amount";
import type { TopUpOptions, TopUpQuote } from "./order-row";
import { type TopUpForm, wayOf } from "./top-up-form-schema";

const UNITS_PER_USD = 500_000n;
const QUOTE_DELAY_MS = 250;

type FormControl = Control<TopUpForm, unknown, TopUpForm>;

/** The price of the amount in a form by each provider: what will be charged, from the function that charges it. */
export function useTopUpQuotes(quota: bigint | null | undefined, userId: string | undefined): readonly TopUpQuote[] {
  const asked = useDebounced(quota ?? 0n, QUOTE_DELAY_MS);
  const input = { quota: asked, ...(userId ? { userId } : {}) };
  const query = useQuery(
    useTRPC().order.quote.queryOptions(input, { enabled: asked > 0n, placeholderData: keepPreviousData, retry: false }),
  );
  // A price of another amount than the one in the box is no price.
  return asked === quota && query.data && !query.isPlaceholderData ? query.data : [];
}

/** How much credit, and how to pay for it, with the price beside each way. */
export function TopUpFields(props: { control: FormControl; options: TopUpOptions; userId?: string | undefined }) {
  const { control, options, userId } = props;
  const t = useTranslations("order.topUp");
  const tPayment = useTranslations("payment");
  const minorText = useMinorText();
  const quota = useWatch({ control, name: "quota" });
  const quotes = useTopUpQuotes(quota, userId);
  const priceText = (provider: string) => {
    const quote = quotes.find((candidate) => candidate.provider === provider);
    return quote ? minorText(quote.amountMinor, quote.currency) : undefined;
  };
  return (
    <>
      <AmountChoice control={control} amountsUsd={options.amountsUsd} />
      <QuotaField
        control={control}
        name="quota"
        label={t("amount")}
        description={t("amountHint", { min: options.minUsd, max: options.maxUsd })}
      />
      <RadioField
        control={control}
        name="way"
        label={t("way")}
        options={options.providers.flatMap(({ id, methods }) =>
          methods.map((method) => ({
            value: wayOf(id, method),
            label: tPayment(`methods.${method}`),
            description: priceText(id),
          })),
        )}
      />
    </>
  );
}

/** The amounts the site offers; the box below takes any other. */
function AmountChoice({ control, amountsUsd }: { control: FormControl; amountsUsd: readonly number[] }) {
  const t = useTranslations("order.topUp");
  const { field } = useController({ control, name: "quota" });
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t("choose")}</legend>
      {amountsUsd.map((usd) => {
        const units = BigInt(usd) * UNITS_PER_USD;
        const isChosen = field.value === units;
        return (
          <Button
            key={usd}
            aria-pressed={isChosen}
            className={isChosen ? "border-accent bg-selected font-semibold" : ""}
            onClick={() => field.onChange(units)}
          >
            ${usd}
          </Button>
        );
      })}
    </fieldset>
  );
}
