"use client";

import { ListFilter, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import type { Column } from "./column";
import { ColumnMenu } from "./column-menu";
import type { FilterDefinition } from "./filter";
import { FilterControl, type ToolbarFilter } from "./filter-control";
import { SearchBox } from "./search-box";
import type { TablePreferences } from "./use-table-preferences";
import type { TableState } from "./use-table-state";

const ALL_SHOWN_UP_TO = 4;

function isToolbarFilter(entry: [string, FilterDefinition]): entry is [string, ToolbarFilter] {
  return entry[1].kind !== "search";
}

/** Search, filters, and at the right the table's own controls. */
export function Toolbar<Row>(props: {
  state: TableState;
  columns: readonly Column<Row>[];
  preferences: TablePreferences;
  searchRef: RefObject<HTMLInputElement | null>;
  isFetching: boolean;
  onRefresh: () => void;
  actions?: ReactNode;
}) {
  const { state, columns, preferences, searchRef, isFetching, onRefresh, actions } = props;
  const t = useTranslations("table");
  const [added, setAdded] = useState<string | null>(null);
  const entries = Object.entries(state.filters);
  const search = entries.find(([, filter]) => filter.kind === "search");
  const filters = entries.filter(isToolbarFilter);
  const isShown = ([key, filter]: [string, ToolbarFilter]) =>
    filters.length <= ALL_SHOWN_UP_TO || filter.isPrimary || state.raw[key] !== null || key === added;
  const shown = filters.filter(isShown);
  const others = filters.filter((entry) => !isShown(entry));
  const searched = search && state.raw[search[0]];

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
          value={typeof searched === "string" ? searched : ""}
          onChange={(value) => state.setFilter(search[0], value)}
        />
      ) : null}
      {shown.map(([key, filter]) => (
        <FilterControl
          key={key}
          filter={filter}
          value={state.raw[key] ?? null}
          onChange={(value) => state.setFilter(key, value)}
          isOpenAtFirst={key === added}
          onClose={() => setAdded(null)}
        />
      ))}
      {others.length > 0 ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="sm" className="font-normal">
              <ListFilter aria-hidden />
              {t("addFilter")}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" onCloseAutoFocus={(event) => added && event.preventDefault()}>
            {others.map(([key, filter]) => (
              <DropdownMenuItem key={key} onSelect={() => setAdded(key)}>
                {filter.label}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      {state.isFiltered ? (
        <Button variant="ghost" size="sm" className="font-normal" onClick={state.clearFilters}>
          {t("clearFilters")}
        </Button>
      ) : null}
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
