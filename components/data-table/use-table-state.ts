"use client";

import { createParser, type Options, parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import {
  exclusionKey,
  type FilterDefinition,
  type FilterDefinitions,
  type FilterValues,
  type RawFilterValue,
} from "./filter";
import { parseFilter, resolveFilter, serializeFilter } from "./filter-codec";

type Sort<Field extends string = string> = { field: Field; direction: "asc" | "desc" };

export type TableState<Definitions extends FilterDefinitions = FilterDefinitions, Field extends string = string> = {
  filters: Definitions;
  /** For the query: `trpc.x.list.infiniteQueryOptions({ ...state.values.… }, keyset)`. */
  values: FilterValues<Definitions>;
  raw: Record<string, RawFilterValue>;
  setFilter: (key: string, value: RawFilterValue) => void;
  /** Several at once, as one step of the history. */
  setFilters: (values: Record<string, RawFilterValue>) => void;
  clearFilters: () => void;
  isFiltered: boolean;
  sort: Sort<Field> | undefined;
  setSort: (sort: Sort | null) => void;
  /** The saved view that is open, and how one is opened (or left, with null). */
  viewId: string | null;
  openView: (
    view: { id: string; filters: Record<string, RawFilterValue>; sort: string | null } | null,
    options?: { isReplacing?: boolean },
  ) => void;
  openId: string | null;
  setOpenId: (id: string | null, options?: { isReplacing?: boolean }) => void;
  /** The instant that relative ranges end at. */
  now: number;
  /** Moves relative ranges to now, which makes another query; false when there is none and the rows must be read again. */
  refresh: () => boolean;
};

const PUSH: Options = { history: "push" };
const REPLACE: Options = { history: "replace" };

function parserFor(kind: FilterDefinitions[string]["kind"]) {
  return createParser<NonNullable<RawFilterValue>>({
    parse: (text) => parseFilter(kind, text),
    serialize: serializeFilter,
    eq: (a, b) => serializeFilter(a) === serializeFilter(b),
  });
}

/** The kind of each value in the URL: of every filter, and of what the excluding ones keep out. */
function kindsOf(filters: FilterDefinitions): [string, FilterDefinition["kind"]][] {
  return Object.entries(filters).flatMap(([key, filter]): [string, FilterDefinition["kind"]][] =>
    "canExclude" in filter && filter.canExclude
      ? [
          [key, filter.kind],
          [exclusionKey(key), filter.kind],
        ]
      : [[key, filter.kind]],
  );
}

/** The range a list has when the URL names none. */
function fallbackOf(filter: FilterDefinition | undefined): RawFilterValue {
  return filter?.kind === "dateRange" && filter.fallback ? { preset: filter.fallback } : null;
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
  const kinds = kindsOf(filters);
  const shape = kinds.map(([key, kind]) => `${key}:${kind}`).join(",");

  // biome-ignore lint/correctness/useExhaustiveDependencies: labels and options may change on every render, keys and kinds count
  const { parsers, urlKeys } = useMemo(
    () => ({
      parsers: Object.fromEntries(kinds.map(([name, kind]) => [name, parserFor(kind)])),
      urlKeys: prefix ? Object.fromEntries(kinds.map(([name]) => [name, `${prefix}_${name}`])) : {},
    }),
    [shape, prefix],
  );

  const [inUrl, setRaw] = useQueryStates(parsers, { urlKeys });
  const [view, setView] = useQueryStates(
    { sort: parseAsString, open: parseAsString, view: parseAsString },
    { urlKeys: prefix ? { sort: `${prefix}_sort`, open: `${prefix}_open`, view: `${prefix}_view` } : {} },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fall-backs are part of the shape of a list, which does not change
  const raw = useMemo(
    () => Object.fromEntries(Object.entries(inUrl).map(([key, value]) => [key, value ?? fallbackOf(filters[key])])),
    [inUrl],
  );
  const isFrame = (key: string) => fallbackOf(filters[key]) !== null;

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
    setFilters: useCallback((next) => void setRaw(next, PUSH), [setRaw]),
    clearFilters: () => {
      void setRaw(Object.fromEntries(kinds.map(([key]) => [key, isFrame(key) ? inUrl[key] : null])), PUSH);
      void setView({ view: null }, PUSH);
    },
    isFiltered: Object.entries(inUrl).some(([key, value]) => value !== null && !isFrame(key)),
    viewId: view.view,
    openView: useCallback(
      (next, { isReplacing } = {}) => {
        const history = isReplacing ? REPLACE : PUSH;
        const cleared = Object.fromEntries(
          shape.split(",").map((part) => [part.slice(0, part.lastIndexOf(":")), null]),
        );
        void setRaw({ ...cleared, ...next?.filters }, history);
        void setView({ view: next?.id ?? null, sort: next?.sort ?? null }, history);
      },
      [setRaw, setView, shape],
    ),
    sort,
    setSort: useCallback(
      (next) => void setView({ sort: next ? `${next.field}.${next.direction}` : null }, PUSH),
      [setView],
    ),
    openId: view.open,
    setOpenId: useCallback(
      (id, { isReplacing } = {}) => void setView({ open: id }, isReplacing ? REPLACE : PUSH),
      [setView],
    ),
    now,
    refresh: useCallback(() => {
      setNow(Date.now());
      return hasRelativeRange;
    }, [hasRelativeRange]),
  };
}
