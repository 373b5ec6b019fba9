"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatExact } from "../format/time";
import { useNow } from "../hooks/use-now";
import { Button } from "../ui/button";
import { useTimeZone } from "../ui/time-zone";
import type { ListQuery } from "./list-query";

/** A search that its deadline cut off: how far it came, what it found, how to go on, what would make it quick. */
export function PartialSearch<Row>({ query, searchedTo }: { query: ListQuery<Row>; searchedTo: Date }) {
  const t = useTranslations("table");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const now = useNow();
  const found = query.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const time = formatExact(searchedTo.getTime(), now, { locale, timeZone });
  return (
    <div className="flex flex-col items-center gap-1 px-4 text-center">
      <p className="text-fg-2 text-sm" aria-live="polite">
        {t("partial", { time, count: found })}
      </p>
      <p className="max-w-lg text-fg-3 text-xs">{t("partialHint")}</p>
      <Button
        size="sm"
        className="mt-1"
        isPending={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t("searchOn")}
      </Button>
    </div>
  );
}
