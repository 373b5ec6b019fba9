"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

export type Selection<Row> = {
  /** `filter`: everything the filter matches, also rows not loaded; act with the filter's input, not with ids. */
  scope: "ids" | "filter";
  ids: string[];
  rows: Row[];
  clear: () => void;
};

/** Stands over the table's foot while rows are selected: how many, what can be done with them. */
export function BulkBar<Row>(props: {
  selection: Selection<Row>;
  /** Offered when all loaded rows are chosen and there are more. */
  onSelectMatching?: (() => void) | undefined;
  /** A sheet covers the right side: the bar keeps to the left. */
  isBeside?: boolean;
  children: ReactNode;
}) {
  const { selection, onSelectMatching, isBeside, children } = props;
  const t = useTranslations("table");
  return (
    <section
      aria-label={t("bulk")}
      className={cn(
        "fade-in-0 slide-in-from-bottom-2 absolute inset-x-4 bottom-4 z-20 flex w-fit max-w-[calc(100%-2rem)] animate-in flex-wrap items-center gap-2 rounded-lg bg-pop py-1.5 pr-1.5 pl-3 shadow-float duration-150",
        !isBeside && "mx-auto",
      )}
    >
      <span className="font-semibold tabular-nums" aria-live="polite">
        {selection.scope === "filter" ? t("allMatching") : t("selected", { count: selection.ids.length })}
      </span>
      {onSelectMatching && selection.scope === "ids" ? (
        <Button variant="link" size="inline" onClick={onSelectMatching}>
          {t("selectMatching")}
        </Button>
      ) : null}
      <div className="flex flex-wrap items-center gap-1">{children}</div>
      <Button variant="ghost" size="icon-sm" aria-label={t("clearSelection")} onClick={selection.clear}>
        <X aria-hidden />
      </Button>
    </section>
  );
}
