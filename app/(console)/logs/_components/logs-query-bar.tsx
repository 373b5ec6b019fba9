"use client";

import { type RefObject, useMemo } from "react";
import type { TableState } from "@/components/data-table/use-table-state";
import type { ValueOption } from "@/components/domain/log/query/complete";
import { fieldsOf, type QueryField } from "@/components/domain/log/query/fields";
import { emptyQuery } from "@/components/domain/log/query/query";
import { QueryBar } from "@/components/domain/log/query/query-bar";

const OUR_ID = /^req_[0-9a-z]{26}$/;

/** The filters of the page as one line of text; an id alone goes to its request. */
export function LogsQueryBar(props: {
  state: TableState;
  channels: readonly { id: string; name: string }[];
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { state, channels, inputRef } = props;
  const keys = Object.keys(state.filters).join(" ");
  const context = useMemo(() => ({ fields: fieldsOf(new Set(keys.split(" "))), channels }), [keys, channels]);
  const valuesOf = (field: QueryField): ValueOption[] => {
    if (field.kind === "boolean") return ["yes", "no"].map((text) => ({ text, label: text }));
    const filter = state.filters[field.key];
    if (filter?.kind !== "options") return [];
    return filter.options.map(({ value, label, hint }) => ({
      text: field.kind === "list" && (field.isChannel ?? field.key === "userId") ? label : value,
      label: field.kind === "list" && field.values ? value : label,
      hint: typeof hint === "string" ? hint : undefined,
    }));
  };
  const goToId = (id: string) => {
    if (OUR_ID.test(id)) state.setOpenId(id);
    else state.setFilters({ ...emptyQuery(context.fields), requestId: id, range: { preset: "30d" } });
  };
  return (
    <QueryBar
      filters={state.raw}
      context={context}
      valuesOf={valuesOf}
      inputRef={inputRef}
      onCommit={state.setFilters}
      onId={goToId}
    />
  );
}
