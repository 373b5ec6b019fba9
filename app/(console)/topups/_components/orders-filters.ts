"use client";

import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { ORDER_PURPOSES, ORDER_STATES } from "@/server/money/order/schema";
import { PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";

export function useOrdersFilters() {
  const t = useTranslations("order");
  const tPayment = useTranslations("payment");
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
    state: {
      kind: "options",
      label: t("columns.state"),
      isPrimary: true,
      options: ORDER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    provider: {
      kind: "options",
      label: t("columns.provider"),
      isPrimary: true,
      options: PAYMENT_PROVIDERS.map((value) => ({ value, label: tPayment(`providers.${value}`) })),
    },
    purpose: {
      kind: "choice",
      label: t("columns.purpose"),
      options: ORDER_PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) })),
    },
    userId: { kind: "text", label: t("filters.userId"), placeholder: "usr_…", isMono: true },
    late: { kind: "boolean", label: t("filters.late") },
  });
}
