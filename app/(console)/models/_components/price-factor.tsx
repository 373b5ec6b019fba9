"use client";

import { Decimal } from "decimal.js";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { SPECIAL_PRICE_FIELDS } from "@/server/supply/price/special-price-schema";
import type { ModelRow } from "./model-row";

/** Prices have at most ten decimals. */
const DECIMALS = 10;
const FACTOR = /^(?=.*[1-9])\d{1,4}(\.\d{1,6})?$/;
const FACTOR_MAX = 1_000;

/** Multiplies the prices of chosen models; what comes of it goes through the same preview as a pasted list. */
export function PriceFactor(props: {
  models: readonly ModelRow[];
  onOpenChange: (open: boolean) => void;
  onSheet: (text: string) => void;
}) {
  const { models, onOpenChange, onSheet } = props;
  const t = useTranslations("price.bulk");
  const factor = z
    .string()
    .trim()
    .regex(FACTOR, t("badFactor"))
    .refine((text) => Number(text) <= FACTOR_MAX, t("badFactor"));
  const form = useZodForm({ schema: z.object({ factor }), defaultValues: { factor: "" } });
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title={t("title", { count: models.length })}
      description={t("description")}
      form={form}
      onSubmit={async (values) => onSheet(sheetOf(models, values.factor))}
      submitLabel={t("next")}
    >
      <TextField
        control={form.control}
        name="factor"
        label={t("factor")}
        description={`${t("factorHint")} ${t("perCall")}`}
        inputMode="decimal"
        className="max-w-40"
        isAutoFocus
      />
    </FormDialog>
  );
}

/** The changed prices as a list that the import reads. */
function sheetOf(models: readonly ModelRow[], factor: string): string {
  const times = (price: string) => new Decimal(price).times(factor).toDecimalPlaces(DECIMALS).toFixed();
  const entries = models.flatMap(({ model, price }): Partial<Record<string, string>>[] => {
    if (!price) return [];
    const { mode, inputPrice, outputPrice, cachedInputPrice, callPrice } = price;
    if (mode === "call") return [{ model, mode, per_call: times(callPrice) }];
    const cached = cachedInputPrice === null ? {} : { cached: times(cachedInputPrice) };
    const special = SPECIAL_PRICE_FIELDS.flatMap((field) => {
      const text = price[field];
      return text === null ? [] : [[field, times(text)] as const];
    });
    const entry = { model, mode, input: times(inputPrice), output: times(outputPrice), ...cached };
    return [{ ...entry, ...Object.fromEntries(special) }];
  });
  return JSON.stringify(entries, null, 2);
}
