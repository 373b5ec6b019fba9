"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { useTRPC } from "@/components/trpc/provider";
import { CHANNEL_STATUSES } from "@/server/supply/channel/schema";
import { PROVIDER_FORMS, type ProviderId } from "@/server/supply/provider/schema";

const PROVIDERS = Object.entries(PROVIDER_FORMS) as [ProviderId, { label: string }][];

export function useChannelsFilters() {
  const t = useTranslations("channel");
  const { data } = useQuery(useTRPC().channel.facets.queryOptions());
  return defineFilters({
    search: { kind: "search", placeholder: t("filters.search") },
    status: {
      kind: "options",
      label: t("columns.status"),
      isPrimary: true,
      options: CHANNEL_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    provider: {
      kind: "options",
      label: t("columns.provider"),
      options: PROVIDERS.map(([value, { label }]) => ({ value, label })),
    },
    group: {
      kind: "options",
      label: t("columns.groups"),
      isPrimary: true,
      options: (data?.groups ?? []).map((value) => ({ value, label: value })),
    },
    tag: {
      kind: "options",
      label: t("columns.tag"),
      options: (data?.tags ?? []).map(({ value, count }) => ({ value, label: value, hint: count })),
    },
    model: { kind: "text", label: t("filters.model"), placeholder: "gpt-4o", isMono: true },
    hasError: { kind: "boolean", label: t("filters.hasError"), yes: t("filters.onlyErrors") },
    isDeleted: { kind: "boolean", label: t("filters.isDeleted"), yes: t("filters.onlyDeleted") },
  });
}
