"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FailedState } from "../feedback/failed-state";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import type { ListQuery } from "./list-query";
import { LoadOlder } from "./load-older";
import type { TableState } from "./use-table-state";

export type TableEmpty = {
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  /** When filters match nothing: what may help beside clearing them. */
  noMatch?: ReactNode;
};

/** Why the table shows no rows: failed, no right, nothing matches, or nothing there yet. */
export function TableEmptyState<Row>(props: {
  query: ListQuery<Row>;
  state: TableState;
  empty: TableEmpty | undefined;
  onRetry: () => void;
}) {
  const { query, state, empty, onRetry } = props;
  const t = useTranslations("table");
  if (query.error) return <FailedState error={query.error} onRetry={onRetry} />;
  if (query.partial && query.hasNextPage) {
    return (
      <div className="py-10">
        <LoadOlder query={query} />
      </div>
    );
  }
  const { noMatch, ...none } = empty ?? { title: undefined };
  if (state.isFiltered) {
    const action = (
      <>
        <Button onClick={state.clearFilters}>{t("clearFilters")}</Button>
        {noMatch}
      </>
    );
    return <EmptyState kind="no-match" action={action} />;
  }
  return <EmptyState kind="none" {...none} />;
}
