"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { MODEL_NAME_PATTERN, PRICE_MODES, PRICE_PATTERN } from "@/server/supply/price/schema";

/** The price form's schema, worded in the reader's language. An empty cached price means: as dear as input. */
export function usePriceSchema() {
  const t = useTranslations("price.form");
  return useMemo(() => {
    const price = z.string().trim().regex(PRICE_PATTERN, t("badPrice"));
    const empty = z.string().trim().length(0);
    return z.object({
      model: z.string().trim().min(1, "required").max(191, t("badModel")).regex(MODEL_NAME_PATTERN, t("badModel")),
      mode: z.enum(PRICE_MODES),
      inputPrice: price,
      outputPrice: price,
      cachedInputPrice: z.union([empty, price], { error: t("badPrice") }),
      callPrice: price,
    });
  }, [t]);
}

export type PriceValues = z.output<ReturnType<typeof usePriceSchema>>;

/** The values of the form as the procedures take them. */
export function toPriceFields({ model: _model, cachedInputPrice, ...price }: PriceValues) {
  return { ...price, cachedInputPrice: cachedInputPrice === "" ? null : cachedInputPrice };
}
