"use client";

import { createParser, type Options, parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import type { FilterDefinitions, FilterValues, RawFilterValue } from "./filter";
import { parseFilter, resolveFilter, serializeFilter } from "./filter-codec";

type Sort<Field extends string = string> = { field: Field; direction: "asc" | "desc" };

export type TableState<Definitions extends FilterDefinitions = FilterDefinitions, Field extends string = string> = {
  filters: Definitions;
  /** For the query: `trpc.x.list.infiniteQueryOptions({ ...state.values.… }, keyset)`. */
  values: FilterValues<Definitions>;
  raw: Record<string, RawFilterValue>;
  setFilter: (key: string, value: RawFilterValue) => void;
  clearFilters: () => void;
  isFiltered: boolean;
  sort: Sort<Field> | undefined;
  setSort: (sort: Sort | null) => void;
  openId: string | null;
  setOpenId: (id: string | null, options?: { isReplacing?: boolean }) => void;
  /** Moves relative ranges to now, which makes another query; false when there is none and the rows must be read again. */
  refresh: () => boolean;
};

const PUSH: Options = { history: "push" };

function parserFor(kind: FilterDefinitions[string]["kind"]) {
  return createParser<NonNullable<RawFilterValue>>({
    parse: (text) => parseFilter(kind, text),
    serialize: serializeFilter,
    eq: (a, b) => serializeFilter(a) === serializeFilter(b),
  });
}

/**
 * The state of a list, kept in the URL and nowhere else: filters, sort, the open row. Reload, back and a pasted link
 * give the same view. `prefix` keeps two tables of one page apart.
 */
export function useTableState<const Definitions extends FilterDefinitions, const Field extends string = never>(
  filters: Definitions,
  options: { sorts?: readonly Field[]; prefix?: string } = {},
): TableState<Definitions, Field> {
  const { sorts = [], prefix = "" } = options;
  const [now, setNow] = useState(() => Date.now());
  const shape = Object.entries(filters)
    .map(([key, filter]) => `${key}:${filter.kind}`)
    .join(",");

  // biome-ignore lint/correctness/useExhaustiveDependencies: labels and options may change on every render, keys and kinds count
  const { parsers, urlKeys } = useMemo(() => {
    const names = Object.keys(filters);
    return {
      parsers: Object.fromEntries(names.map((name) => [name, parserFor(filters[name]?.kind ?? "text")])),
      urlKeys: prefix ? Object.fromEntries(names.map((name) => [name, `${prefix}_${name}`])) : {},
    };
  }, [shape, prefix]);

  const [raw, setRaw] = useQueryStates(parsers, { urlKeys });
  const [view, setView] = useQueryStates(
    { sort: parseAsString, open: parseAsString },
    { urlKeys: prefix ? { sort: `${prefix}_sort`, open: `${prefix}_open` } : {} },
  );

  const values = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(raw).map(([key, value]) => [key, resolveFilter(value, now)]),
      ) as FilterValues<Definitions>,
    [raw, now],
  );
  const hasRelativeRange = Object.values(raw).some(
    (value) => typeof value === "object" && value !== null && "preset" in value,
  );
  const [field, direction] = view.sort?.split(".") ?? [];
  const known = sorts.find((candidate) => candidate === field);
  const sort = useMemo<Sort<Field> | undefined>(
    () => (known ? { field: known, direction: direction === "asc" ? "asc" : "desc" } : undefined),
    [known, direction],
  );

  return {
    filters,
    values,
    raw,
    setFilter: useCallback((key, value) => void setRaw({ [key]: value }, PUSH), [setRaw]),
    clearFilters: useCallback(() => void setRaw(null, PUSH), [setRaw]),
    isFiltered: Object.values(raw).some((value) => value !== null),
    sort,
    setSort: useCallback(
      (next) => void setView({ sort: next ? `${next.field}.${next.direction}` : null }, PUSH),
      [setView],
    ),
    openId: view.open,
    setOpenId: useCallback(
      (id, { isReplacing } = {}) => void setView({ open: id }, isReplacing ? { history: "replace" } : PUSH),
      [setView],
    ),
    refresh: useCallback(() => {
      setNow(Date.now());
      return hasRelativeRange;
    }, [hasRelativeRange]),
  };
}
