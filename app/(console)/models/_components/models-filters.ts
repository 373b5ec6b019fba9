"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { useTRPC } from "@/components/trpc/provider";
import { MODEL_STATES, PRICE_MODES } from "@/server/supply/price/schema";

export function useModelsFilters() {
  const t = useTranslations("price");
  const groups = useQuery(useTRPC().group.list.queryOptions());
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    state: {
      kind: "options",
      label: t("columns.state"),
      isPrimary: true,
      options: MODEL_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    group: {
      kind: "options",
      label: t("columns.group"),
      isPrimary: true,
      options: (groups.data ?? []).map((group) => ({ value: group.name, label: group.displayName })),
    },
    mode: {
      kind: "options",
      label: t("columns.mode"),
      options: PRICE_MODES.map((value) => ({ value, label: t(`modes.${value}`) })),
    },
  });
}
