"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import type { ListQuery } from "./list-query";
import { PartialSearch } from "./partial-search";

const AHEAD_PX = 600;
/** A search that finds little goes on by itself this often; then somebody should say whether it is worth it. */
const PARTIAL_IN_A_ROW_MAX = 4;

/** The end of what is loaded: reads on by itself when scrolled near, and by its button. */
export function LoadOlder<Row>(props: {
  query: ListQuery<Row>;
  scroller?: RefObject<HTMLDivElement | null> | undefined;
}) {
  const { query, scroller } = props;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = query;
  const t = useTranslations("table");
  const anchor = useRef<HTMLDivElement>(null);
  // After a failure only the button tries again, or a dead server would be asked in a loop.
  const mayLoad = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData;
  const partialsInARow = usePartialsInARow(query);
  const goesOn = mayLoad && partialsInARow <= PARTIAL_IN_A_ROW_MAX;

  useEffect(() => {
    const element = anchor.current;
    if (!element || !goesOn) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) fetchNextPage();
      },
      { root: scroller?.current ?? null, rootMargin: `${AHEAD_PX}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [goesOn, fetchNextPage, scroller]);

  if (!hasNextPage) return null;
  if (query.partial) {
    return (
      <div ref={anchor} className="sticky left-0 w-full py-3">
        <PartialSearch query={query} searchedTo={query.partial.searchedTo} />
      </div>
    );
  }
  return (
    <div ref={anchor} className="sticky left-0 flex w-full items-center justify-center gap-2 py-2">
      {isFetchNextPageError ? <span className="text-err text-xs">{t("olderFailed")}</span> : null}
      <Button variant="ghost" size="sm" isPending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchNextPageError ? t("retry") : t("loadOlder")}
      </Button>
    </div>
  );
}

/** How many pages, up to the last, came before they were full. */
function usePartialsInARow<Row>(query: ListQuery<Row>): number {
  const pages = query.data?.pages.length ?? 0;
  const count = useRef({ pages: 0, partials: 0 });
  if (!query.partial || pages < count.current.pages) count.current = { pages, partials: 0 };
  if (query.partial && pages > count.current.pages) count.current = { pages, partials: count.current.partials + 1 };
  return count.current.partials;
}
