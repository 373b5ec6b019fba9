"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import type { Column } from "./column";
import { ColumnMenu } from "./column-menu";
import type { FilterDefinition } from "./filter";
import type { ToolbarFilter } from "./filter-control";
import { SearchBox } from "./search-box";
import { ToolbarFilters } from "./toolbar-filters";
import type { TablePreferences } from "./use-table-preferences";
import type { TableState } from "./use-table-state";

function isToolbarFilter(entry: [string, FilterDefinition]): entry is [string, ToolbarFilter] {
  return entry[1].kind !== "search";
}

/** Search, filters, and at the right the table's own controls. */
export function Toolbar<Row>(props: {
  state: TableState;
  columns: readonly Column<Row>[];
  preferences: TablePreferences;
  searchRef: RefObject<HTMLInputElement | null>;
  /** Instead of the search box: a wider one that has the first line to itself. */
  searchBar?: ReactNode;
  isFetching: boolean;
  onRefresh: () => void;
  actions?: ReactNode;
}) {
  const { state, columns, preferences, searchRef, searchBar, isFetching, onRefresh, actions } = props;
  const t = useTranslations("table");
  const entries = Object.entries(state.filters);
  const search = entries.find(([, filter]) => filter.kind === "search");
  return (
    <div
      role="toolbar"
      aria-label={t("toolbar")}
      className="flex shrink-0 flex-wrap items-center gap-2 px-(--gutter) pb-2"
    >
      {search && search[1].kind === "search" ? (
        <SearchBox
          inputRef={searchRef}
          placeholder={search[1].placeholder}
          value={textOf(state.raw[search[0]])}
          onChange={(value) => state.setFilter(search[0], value)}
        />
      ) : null}
      {searchBar ? <div className="min-w-0 basis-full">{searchBar}</div> : null}
      <ToolbarFilters state={state} filters={entries.filter(isToolbarFilter)} />
      {/* On a phone they share the first line with the search box; without one they end the line of filters. */}
      <div className={cn("ml-auto flex items-center gap-1", search && "-order-1 sm:order-none")}>
        {actions}
        <Button variant="ghost" size="icon-sm" aria-label={t("refresh")} title={t("refresh")} onClick={onRefresh}>
          <RefreshCw className={cn(isFetching && "motion-safe:animate-spin")} aria-hidden />
        </Button>
        <ColumnMenu columns={columns} preferences={preferences} />
      </div>
    </div>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
