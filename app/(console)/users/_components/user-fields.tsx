"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { ComboboxField } from "@/components/form/choice-fields";
import { useTRPC } from "@/components/trpc/provider";

/** The group of an account, out of all there are. */
export function UserGroupField<Values extends FieldValues, Context, Out>(props: {
  control: Control<Values, Context, Out>;
  name: FieldPath<Values>;
}) {
  const t = useTranslations("user.fields");
  const groups = useQuery(useTRPC().group.list.queryOptions());
  return (
    <ComboboxField
      control={props.control}
      name={props.name}
      label={t("group")}
      description={t("groupHint")}
      isLoading={groups.isPending}
      options={(groups.data ?? []).map((group) => ({
        value: group.name,
        label: group.displayName,
        hint: `${group.name} · ×${group.ratio}`,
      }))}
    />
  );
}
