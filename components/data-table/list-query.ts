import { keepPreviousData } from "@tanstack/react-query";

/** What a table reads: any React Query result of keyset pages has this shape. */
export type ListQuery<Row> = {
  data: { pages: readonly { items: readonly Row[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  isPlaceholderData?: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
  /** The search was cut off by its deadline; it goes on with the next page. */
  partial?: { searchedTo: Date } | null;
  refetch: () => unknown;
};

/** Second argument of every list: `trpc.x.list.infiniteQueryOptions(input, keyset)`. A refetch keeps the rows on screen. */
export const keyset = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
  placeholderData: keepPreviousData,
};

/** A query that answers all rows at once (a record's keys, its last tests), as a list. */
export function wholeList<Row>(query: {
  data: readonly Row[] | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
}): ListQuery<Row> {
  return {
    data: query.data && { pages: [{ items: query.data }] },
    error: query.error,
    isPending: query.isPending,
    isFetching: query.isFetching,
    hasNextPage: false,
    isFetchingNextPage: false,
    isFetchNextPageError: false,
    fetchNextPage: () => undefined,
    refetch: query.refetch,
  };
}
