import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { defineFilters } from "@/components/data-table/filter";
import { useTRPC } from "@/components/trpc/provider";
import { ROLES } from "@/server/identity/permission/schema";
import { USER_STATUSES } from "@/server/identity/user/schema";

export function useUsersFilters() {
  const t = useTranslations("user");
  const groups = useQuery(useTRPC().group.list.queryOptions());
  return defineFilters({
    search: { kind: "search", placeholder: t("search") },
    role: {
      kind: "options",
      label: t("filters.role"),
      isPrimary: true,
      options: ROLES.map((value) => ({ value, label: t(`roles.${value}`) })),
    },
    status: {
      kind: "options",
      label: t("filters.status"),
      isPrimary: true,
      options: USER_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    group: {
      kind: "options",
      label: t("filters.group"),
      isPrimary: true,
      isLoading: groups.isPending,
      options: (groups.data ?? []).map((group) => ({ value: group.name, label: group.displayName })),
    },
    deleted: { kind: "boolean", label: t("filters.deleted") },
  });
}
