"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { defineFilters } from "@/components/data-table/filter";
import { formatCompact } from "@/components/format/number";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";

const OFFERED_DAYS = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What the page can be narrowed by; offered is what had traffic in the last month. */
export function useActivityFilters() {
  const t = useTranslations("activity.filters");
  const seesSite = useCan("activity.readSite");
  const [to] = useState(() => new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS));
  const from = new Date(to.getTime() - OFFERED_DAYS * DAY_MS);
  const values = useQuery(useTRPC().activity.values.queryOptions({ from, to }));
  const offered = (items: readonly { value: string; label: string; requests: number }[] | undefined) =>
    (items ?? []).map(({ value, label, requests }) => ({ value, label, hint: formatCompact(requests) }));
  const filters = defineFilters({
    model: { kind: "options", label: t("model"), isPrimary: true, options: offered(values.data?.models) },
    group: { kind: "options", label: t("group"), options: offered(values.data?.groups) },
    channelId: { kind: "options", label: t("channel"), isPrimary: true, options: offered(values.data?.channels) },
    userId: { kind: "text", label: t("user"), placeholder: t("userHint"), isPrimary: true },
    tokenId: { kind: "text", label: t("token"), isMono: true },
  });
  const { channelId, userId, ...own } = filters;
  // Who sees only their own is not offered what is the site's; what is not offered is never set.
  return { ...own, ...(seesSite ? { channelId, userId } : {}) } as typeof filters;
}
