"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { MODEL_NAME_PATTERN, PRICE_MODES, PRICE_PATTERN } from "@/server/supply/price/schema";
import { SPECIAL_PRICE_FIELDS, type SpecialPriceFields } from "@/server/supply/price/special-price-schema";

/** The price form's schema, worded in the reader's language. An empty price means: as dear as input, or as output in an answer. */
export function usePriceSchema() {
  const t = useTranslations("price.form");
  return useMemo(() => {
    const price = z.string().trim().regex(PRICE_PATTERN, t("badPrice"));
    const optional = z.union([z.string().trim().length(0), price], { error: t("badPrice") });
    return z.object({
      model: z.string().trim().min(1, "required").max(191, t("badModel")).regex(MODEL_NAME_PATTERN, t("badModel")),
      mode: z.enum(PRICE_MODES),
      inputPrice: price,
      outputPrice: price,
      cachedInputPrice: optional,
      cacheWritePrice: optional,
      audioInputPrice: optional,
      imageInputPrice: optional,
      audioOutputPrice: optional,
      callPrice: price,
    });
  }, [t]);
}

export type PriceValues = z.output<ReturnType<typeof usePriceSchema>>;

/** The values of the form as the procedures take them. */
export function toPriceFields({ model: _model, cachedInputPrice, ...price }: PriceValues) {
  const special = SPECIAL_PRICE_FIELDS.map((field) => [field, price[field] === "" ? null : price[field]]);
  return {
    ...price,
    cachedInputPrice: cachedInputPrice === "" ? null : cachedInputPrice,
    ...(Object.fromEntries(special) as SpecialPriceFields),
  };
}
