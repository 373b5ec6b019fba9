"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { ComboboxField } from "@/components/form/choice-fields";
import type { FieldProps } from "@/components/form/field";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import type { ComboboxOption } from "@/components/ui/combobox";

const SEARCH_DELAY_MS = 250;
const SHOWN = 20;

/** An account, found by its names, mail or id; its id is the value. For those who may read accounts. */
export function UserField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & {
    /** Stand first, whatever is searched for: "you". */
    fixedOptions?: readonly ComboboxOption[];
  },
) {
  const { fixedOptions = [], ...field } = props;
  const t = useTranslations("user.choose");
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed, SEARCH_DELAY_MS);
  const users = useQuery(useTRPC().user.list.queryOptions({ search: search || undefined, limit: SHOWN }));
  const found = (users.data?.items ?? []).filter((user) => fixedOptions.every(({ value }) => value !== user.id));
  return (
    <ComboboxField
      {...field}
      searchPlaceholder={t("search")}
      onSearch={setTyped}
      isLoading={users.isFetching}
      options={[
        ...fixedOptions,
        ...found.map((user) => ({ value: user.id, label: user.username, hint: user.displayName })),
      ]}
    />
  );
}
