"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { AUTO_GROUP } from "@/server/access/group/schema";
import { TOKEN_STATES } from "@/server/access/token/schema";

/** The filters of the token list. Only staff are offered other people's tokens. */
export function useTokensFilters() {
  const t = useTranslations("token");
  const seesAll = useCan("token.readAny");
  const groups = useQuery(useTRPC().group.choices.queryOptions({}));
  const filters = defineFilters({
    q: { kind: "search", placeholder: seesAll ? t("searchAll") : t("search") },
    scope: {
      kind: "choice",
      label: t("filters.scope"),
      isPrimary: true,
      options: [
        { value: "all", label: t("filters.scopes.all") },
        { value: "mine", label: t("filters.scopes.mine") },
      ],
    },
    state: {
      kind: "options",
      label: t("filters.state"),
      isPrimary: true,
      options: TOKEN_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    group: {
      kind: "options",
      label: t("filters.group"),
      options: [
        ...(groups.data ?? []).map((group) => ({ value: group.name, label: group.displayName })),
        { value: AUTO_GROUP, label: t("form.groupAuto") },
      ],
    },
    userId: { kind: "text", label: t("filters.owner"), placeholder: "usr_…", isMono: true },
    unused: { kind: "boolean", label: t("filters.unused"), yes: t("filters.unusedYes") },
    forever: { kind: "boolean", label: t("filters.forever") },
    deleted: { kind: "boolean", label: t("filters.deleted") },
  });
  const { scope, userId, ...own } = filters;
  // A filter that is not offered is never set.
  return (seesAll ? filters : own) as typeof filters;
}
