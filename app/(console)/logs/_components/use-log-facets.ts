"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FilterDefinitions } from "@/components/data-table/filter";
import { formatCompact } from "@/components/format/number";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import type { ListOption } from "@/components/ui/option-list";
import type { LogFilter } from "@/server/usage/log/schema";
import type { LogRow } from "./logs-columns";
import type { LogsFilters } from "./logs-filters";

type Facets = RouterOutputs["log"]["facets"];
type FacetValue = Facets["model"][number];

/**
 * The filters with what they can be set to: values of the range with their counts, from the server, and people, keys and
 * addresses from the rows on screen. Read beside the rows, never before them.
 */
export function useLogFacets(filters: LogsFilters, filter: LogFilter, rows: readonly LogRow[]) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.log.facets.queryOptions(filter, { placeholderData: keepPreviousData, staleTime: 30_000 }),
  );
  const facets = query.data;
  return useMemo(() => {
    const counted = (values: readonly FacetValue[] | undefined) =>
      (values ?? []).map(({ value, label, count, isCapped }) => ({ value, label, hint: countText(count, isCapped) }));
    const countOf = (values: readonly FacetValue[] | undefined) => {
      const hints = new Map(counted(values).map((option) => [option.value, option.hint]));
      return (option: ListOption): ListOption => ({ ...option, hint: hints.get(option.value) });
    };
    const statuses = filters.status.options.map(countOf(facets?.status));
    const options: Partial<Record<keyof LogsFilters, readonly ListOption[]>> = {
      status: [...statuses, ...counted(facets?.httpStatus)],
      model: counted(facets?.model),
      group: counted(facets?.group),
      channelId: counted(facets?.channelId),
      endpoint: filters.endpoint.options.map(countOf(facets?.endpoint)),
      outcome: filters.outcome.options.map(countOf(facets?.outcome)),
      userId: distinct(rows, (row) => [row.userId, row.username]),
      tokenId: distinct(rows, (row) => [row.tokenId, row.tokenName]),
      errorCode: distinct(rows, (row) => [row.errorCode, row.errorCode]),
      ip: distinct(rows, (row) => [row.ip, row.ip]),
    };
    const shown: FilterDefinitions = Object.fromEntries(
      Object.entries(filters).map(([key, definition]) => {
        const values = options[key as keyof LogsFilters];
        return [
          key,
          values && "options" in definition
            ? { ...definition, options: values, isLoading: query.isPending }
            : definition,
        ];
      }),
    );
    const channels = (facets?.channelId ?? []).map(({ value, label }) => ({ id: value, name: label }));
    const seen = distinct(rows, (row) => [row.upstream?.channelId, row.upstream?.channelName]);
    const named = seen.map(({ value, label }) => ({ id: value, name: label }));
    const known = new Set(channels.map(({ id }) => id));
    return { filters: shown, channels: [...channels, ...named.filter(({ id }) => !known.has(id))] };

    function countText(count: number, isCapped: boolean): string {
      return `${formatCompact(count)}${isCapped ? "+" : ""}`;
    }
  }, [filters, facets, rows, query.isPending]);
}

type Named = readonly [string | null | undefined, string | null | undefined];

/** The different values of a column on screen, by the name people know them by. */
function distinct(rows: readonly LogRow[], read: (row: LogRow) => Named): ListOption[] {
  const found = new Map<string, string>();
  for (const row of rows) {
    const [value, label] = read(row);
    if (value) found.set(value, label || value);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}
