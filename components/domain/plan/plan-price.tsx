"use client";

import { useTranslations } from "next-intl";
import { MinorAmount } from "@/components/ui/minor-amount";
import type { Terms } from "./subscription-row";

type Price = Pick<Terms, "priceMinor" | "currency" | "period">;

/** "$20.00 a month", or that it is free. */
export function PlanPrice({ price, className }: { price: Price; className?: string }) {
  const t = useTranslations("plan");
  if (price.priceMinor === 0n) return <span className={className}>{t("free")}</span>;
  return (
    <span className={className}>
      {t.rich(`priceEvery.${price.period}`, {
        amount: () => <MinorAmount minor={price.priceMinor} currency={price.currency} />,
      })}
    </span>
  );
}
