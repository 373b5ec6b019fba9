"use client";

import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { LEDGER_KINDS } from "@/server/money/ledger/schema";

/** The filters of one account's ledger. */
export function useAccountLedgerFilters() {
  const t = useTranslations("ledger");
  return defineFilters({
    kinds: {
      kind: "options",
      label: t("filters.kind"),
      isPrimary: true,
      options: LEDGER_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
    sign: {
      kind: "choice",
      label: t("filters.sign"),
      options: [
        { value: "credit", label: t("signs.credit") },
        { value: "debit", label: t("signs.debit") },
      ],
    },
    reference: { kind: "text", label: t("filters.reference"), isMono: true },
  });
}

/** The filters of everybody's ledger. */
export function useLedgerFilters() {
  const t = useTranslations("ledger.filters");
  return defineFilters({
    user: { kind: "search", placeholder: t("user") },
    ...useAccountLedgerFilters(),
    actor: { kind: "text", label: t("actor") },
  });
}
