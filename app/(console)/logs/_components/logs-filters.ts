"use client";

import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { UNITS_PER_DOLLAR } from "@/components/domain/log/query/numbers";
import { useCan } from "@/components/layout/viewer";
import { LOG_ENDPOINTS, LOG_KINDS, LOG_OUTCOMES, LOG_STATUS_CLASSES } from "@/server/usage/log/schema";

/** The log page's filters; what they can be set to, and how often, is added from the facets. */
export function useLogsFilters() {
  const t = useTranslations("log");
  const seesUpstream = useCan("log.readUpstream");
  const seesAll = useCan("log.readAny");
  const typed = { kind: "options", options: [], acceptsText: true, canExclude: true } as const;
  const listed = { kind: "options", canExclude: true } as const;
  const filters = defineFilters({
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true, fallback: "24h" },
    status: {
      ...typed,
      label: t("filters.status"),
      isPrimary: true,
      options: LOG_STATUS_CLASSES.map((value) => ({ value, label: value })),
    },
    model: { ...typed, label: t("filters.model"), isPrimary: true },
    channelId: { ...typed, label: t("filters.channel"), isPrimary: true },
    userId: { ...typed, label: t("filters.user"), isPrimary: true },
    tokenId: { ...typed, label: t("filters.token") },
    group: { ...typed, label: t("filters.group") },
    errorCode: { ...typed, label: t("filters.errorCode") },
    kind: {
      ...listed,
      label: t("filters.kind"),
      options: LOG_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    outcome: {
      ...listed,
      label: t("filters.outcome"),
      options: LOG_OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) })),
    },
    endpoint: {
      ...listed,
      label: t("filters.endpoint"),
      options: LOG_ENDPOINTS.map((value) => ({ value, label: t(`endpoints.${value}`) })),
    },
    stream: { kind: "boolean", label: t("filters.stream") },
    ip: { ...typed, label: t("filters.ip") },
    errorText: { kind: "text", label: t("filters.errorText") },
    duration: { kind: "numberRange", label: t("filters.duration"), unit: "ms" },
    firstToken: { kind: "numberRange", label: t("filters.firstToken"), unit: "ms" },
    quota: { kind: "numberRange", label: t("filters.quota"), unit: "$", factor: UNITS_PER_DOLLAR },
    promptTokens: { kind: "numberRange", label: t("filters.promptTokens") },
    completionTokens: { kind: "numberRange", label: t("filters.completionTokens") },
    attempts: { kind: "numberRange", label: t("filters.attempts") },
    requestId: { kind: "text", label: t("filters.requestId"), isMono: true },
  });
  const { channelId, userId, attempts, ...open } = filters;
  // Who may not read other people's logs is not offered their filters; one that is not offered is never set.
  return {
    ...open,
    ...(seesUpstream ? { channelId, attempts } : {}),
    ...(seesAll ? { userId } : {}),
  } as typeof filters;
}

export type LogsFilters = ReturnType<typeof useLogsFilters>;
