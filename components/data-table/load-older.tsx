"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { Button } from "../ui/button";
import type { ListQuery } from "./list-query";

const AHEAD_PX = 600;

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

  useEffect(() => {
    const element = anchor.current;
    if (!element || !mayLoad) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) fetchNextPage();
      },
      { root: scroller?.current ?? null, rootMargin: `${AHEAD_PX}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [mayLoad, fetchNextPage, scroller]);

  if (!hasNextPage) return null;
  return (
    <div ref={anchor} className="sticky left-0 flex w-full items-center justify-center gap-2 py-2">
      {isFetchNextPageError ? <span className="text-err text-xs">{t("olderFailed")}</span> : null}
      <Button variant="ghost" size="sm" isPending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchNextPageError ? t("retry") : t("loadOlder")}
      </Button>
    </div>
  );
}
