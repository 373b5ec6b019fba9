"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { GroupCharges } from "@/components/domain/price/group-charges";
import { EXAMPLE_USAGE } from "@/components/domain/price/usage-inputs";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { PriceFields } from "@/server/supply/price/schema";
import { type PriceValues, toPriceFields } from "./price-form-schema";

const TYPING_DELAY_MS = 200;

/** What 1,000 tokens in and 500 out would cost at the price being typed, from the code that bills requests. */
export function PriceExample({ values }: { values: PriceValues }) {
  const t = useTranslations("price.example");
  const typed = PriceFields.safeParse(toPriceFields(values));
  const text = useDebounced(typed.success ? JSON.stringify(typed.data) : "", TYPING_DELAY_MS);
  const price = text === "" ? null : PriceFields.parse(JSON.parse(text));
  const quote = useQuery({
    ...useTRPC().price.quote.queryOptions(price ? { price, ...EXAMPLE_USAGE } : skipToken),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={t("title")} description={t("fixed", EXAMPLE_USAGE)}>
      {price && quote.data ? <GroupCharges charges={quote.data} /> : <p className="text-fg-3">{t("incomplete")}</p>}
    </Panel>
  );
}
