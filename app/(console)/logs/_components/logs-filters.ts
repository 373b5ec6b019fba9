"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { formatCompact } from "@/components/format/number";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { LOG_ENDPOINTS, LOG_KINDS, LOG_OUTCOMES, LOG_STATUS_CLASSES } from "@/server/usage/log/schema";

/** The log page's filters. What models, groups and channels there are comes from the roll-ups of the last weeks. */
export function useLogsFilters() {
  const t = useTranslations("log");
  const trpc = useTRPC();
  const seesUpstream = useCan("log.readUpstream");
  const seesAll = useCan("log.readAny");
  const facets = useQuery(trpc.log.facets.queryOptions({}));
  const counted = (items: readonly { value: string; count: number; label?: string }[] | undefined) =>
    (items ?? []).map(({ value, count, label }) => ({ value, label: label ?? value, hint: formatCompact(count) }));
  const filters = defineFilters({
    requestId: { kind: "search", placeholder: t("search") },
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
    status: {
      kind: "options",
      label: t("filters.status"),
      isPrimary: true,
      options: LOG_STATUS_CLASSES.map((value) => ({ value, label: value })),
    },
    model: { kind: "options", label: t("filters.model"), isPrimary: true, options: counted(facets.data?.models) },
    kind: {
      kind: "options",
      label: t("filters.kind"),
      options: LOG_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    outcome: {
      kind: "options",
      label: t("filters.outcome"),
      options: LOG_OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) })),
    },
    endpoint: {
      kind: "options",
      label: t("filters.endpoint"),
      options: LOG_ENDPOINTS.map((value) => ({ value, label: t(`endpoints.${value}`) })),
    },
    group: { kind: "options", label: t("filters.group"), options: counted(facets.data?.groups) },
    channelId: { kind: "options", label: t("filters.channel"), options: counted(facets.data?.channels) },
    userId: { kind: "text", label: t("filters.user") },
    tokenId: { kind: "text", label: t("filters.token"), isMono: true },
    stream: { kind: "boolean", label: t("filters.stream") },
    errorCode: { kind: "text", label: t("filters.errorCode") },
    errorText: { kind: "text", label: t("filters.errorText") },
    ip: { kind: "text", label: t("filters.ip"), isMono: true },
    duration: { kind: "numberRange", label: t("filters.duration") },
    quota: { kind: "numberRange", label: t("filters.quota") },
    promptTokens: { kind: "numberRange", label: t("filters.promptTokens") },
    completionTokens: { kind: "numberRange", label: t("filters.completionTokens") },
  });
  const { channelId, userId, ...open } = filters;
  // Who may not read other people's logs is not offered their filters; one that is not offered is never set.
  return { ...open, ...(seesUpstream ? { channelId } : {}), ...(seesAll ? { userId } : {}) } as typeof filters;
}
