"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { PriceAmount } from "@/components/domain/price/price-amount";
import type { PriceFields } from "@/server/supply/price/schema";
import { SPECIAL_PRICE_FIELDS } from "@/server/supply/price/special-price-schema";

/** The columns of a price: three and the special ones per million tokens, one per call; what does not apply shows a dash. */
export function usePriceColumns<Row>(priceOf: (row: Row) => PriceFields | null): Column<Row>[] {
  const t = useTranslations("price.columns");
  const words = useTranslations("price.import.special");
  const perToken = (row: Row, pick: (price: PriceFields) => string | null) => {
    const price = priceOf(row);
    return <PriceAmount value={price?.mode === "token" ? pick(price) : null} isAligned />;
  };
  return [
    {
      id: "input",
      label: t("input"),
      hint: t("perMillion"),
      cell: (row) => perToken(row, (price) => price.inputPrice),
      widthPx: 100,
      align: "right",
    },
    {
      id: "cached",
      label: t("cached"),
      hint: t("cachedHint"),
      cell: (row) => perToken(row, (price) => price.cachedInputPrice ?? price.inputPrice),
      widthPx: 132,
      align: "right",
    },
    {
      id: "output",
      label: t("output"),
      hint: t("perMillion"),
      cell: (row) => perToken(row, (price) => price.outputPrice),
      widthPx: 106,
      align: "right",
    },
    {
      id: "special",
      label: t("special"),
      hint: t("specialHint"),
      cell: (row) => {
        const price = priceOf(row);
        const fields = price?.mode === "token" ? SPECIAL_PRICE_FIELDS.filter((field) => price[field] !== null) : [];
        const texts = fields.map((field) => words(field, { price: price?.[field] ?? "" }));
        return <span className="truncate tabular-nums">{texts.join(" · ") || "—"}</span>;
      },
      widthPx: 180,
      isHidden: true,
    },
    {
      id: "call",
      label: t("call"),
      hint: t("perCall"),
      cell: (row) => {
        const price = priceOf(row);
        return <PriceAmount value={price?.mode === "call" ? price.callPrice : null} isAligned />;
      },
      widthPx: 84,
      align: "right",
    },
  ];
}
