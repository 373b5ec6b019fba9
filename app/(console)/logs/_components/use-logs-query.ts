"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keyset, type ListQuery } from "@/components/data-table/list-query";
import { useTRPC } from "@/components/trpc/provider";
import type { LogFilter } from "@/server/usage/log/schema";
import type { LogRow } from "./logs-columns";

/** The pages of the filter, and how far back they have looked. */
export function useLogsQuery(filter: LogFilter) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(trpc.log.list.infiniteQueryOptions(filter, keyset));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const last = query.data?.pages.at(-1);
  const partial = last?.isPartial ? { searchedTo: last.searchedTo } : null;
  return { query, rows, partial };
}

/** The same list with the rows of the live tail among its own. */
export function withTail(list: ReturnType<typeof useLogsQuery>, tail: readonly LogRow[]): ListQuery<LogRow> {
  const { query, rows, partial } = list;
  if (tail.length === 0) return { ...query, partial };
  const known = new Set(rows.map((row) => row.id));
  const fresh = tail.filter((row) => !known.has(row.id));
  const items = [...fresh, ...rows].sort((a, b) => (a.id < b.id ? 1 : -1));
  return { ...query, data: { pages: [{ items }] }, partial };
}
