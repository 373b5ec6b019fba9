"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useErrorText } from "../feedback/use-error-text";
import { useIsPhone } from "../hooks/use-media-query";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { BulkBar, type Selection } from "./bulk-bar";
import { type Column, ROW_HEIGHT_PX } from "./column";
import type { FilterDefinitions } from "./filter";
import type { ListQuery } from "./list-query";
import { type LiveRows, useAwayFromTop, WaitingRows } from "./live-rows";
import { type RowDetail, RowSheet } from "./row-sheet";
import { TableCards } from "./table-cards";
import type { TableView } from "./table-context";
import { type TableEmpty, TableEmptyState } from "./table-empty";
import { type GridHandle, TableGrid } from "./table-grid";
import { layoutOf } from "./table-layout";
import { TableSkeleton } from "./table-skeleton";
import { Toolbar } from "./toolbar";
import { useOverflowMark } from "./use-overflow-mark";
import { useRowKeys } from "./use-row-keys";
import { useRows } from "./use-rows";
import { useScrollMemory } from "./use-scroll-memory";
import { useTablePreferences } from "./use-table-preferences";
import type { TableState } from "./use-table-state";
import { useSavedViews } from "./views/use-saved-views";
import { ViewMenu } from "./views/view-menu";
import { ViewNotice } from "./views/view-notice";

export type DataTableProps<Row, Definitions extends FilterDefinitions, Field extends string> = {
  /** Names the table's saved view: "channels". */
  id: string;
  /** What the list is, for screen readers: "Channels". */
  label: string;
  columns: readonly Column<Row>[];
  query: ListQuery<Row>;
  state: TableState<Definitions, Field>;
  getRowId: (row: Row) => string;
  /** The row's name, for its checkbox and menu; its id by default. */
  getRowLabel?: (row: Row) => string;
  /** Opens beside the list; the id stands in the URL as `?open=`. */
  detail?: RowDetail<Row>;
  /** Instead of `detail`: a click goes to the record's page. */
  rowHref?: (row: Row) => string;
  /** `DropdownMenuItem`s of the row's ⋯ menu. */
  rowActions?: (row: Row) => ReactNode;
  /** Makes rows selectable; the buttons of the bar over the selection. */
  bulkActions?: (selection: Selection<Row>) => ReactNode;
  /** The bulk actions can also act on everything the filter matches. */
  canSelectMatching?: boolean;
  /** For "none yet"; the other three reasons are worded by the table. */
  empty?: TableEmpty;
  toolbarActions?: ReactNode;
  /** Instead of a search box: `/` puts the cursor into its input. */
  searchBar?: (inputRef: RefObject<HTMLInputElement | null>) => ReactNode;
  /** New rows come by themselves. */
  live?: LiveRows;
  /** Filters, order and columns can be kept under a name, and shared. */
  hasViews?: boolean;
  /** Between toolbar and rows: a chart, a note. */
  children?: ReactNode;
  /** In a tab or section: grows with its rows instead of filling the page, no toolbar of its own unless filters are given. */
  isEmbedded?: boolean;
};

/** The list of the product. State is the URL's (`useTableState`), data is a keyset query (`keyset`), the rest is here. */
export function DataTable<Row, Definitions extends FilterDefinitions, Field extends string>(
  props: DataTableProps<Row, Definitions, Field>,
) {
  const { id, label, columns, query, getRowId, detail, rowHref, rowActions, bulkActions, isEmbedded } = props;
  const state: TableState = props.state as unknown as TableState;
  const t = useTranslations("table");
  const errorText = useErrorText();
  const router = useRouter();
  const isPhone = useIsPhone();
  const views = useSavedViews({ list: id, columns, state, isOn: Boolean(props.hasViews) });
  const preferences = useTablePreferences(id, columns, views.active);
  const model = useRows({ query, columns, preferences, getRowId });
  const { rows, table } = model;
  const [isAllMatching, setIsAllMatching] = useState(false);

  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const hasRows = rows.length > 0;
  useScrollMemory(id, scroller, hasRows && !isPhone);
  useOverflowMark(scroller, hasRows && !isPhone);

  useAwayFromTop(scroller, props.live);

  const refresh = () => {
    if (!state.refresh()) void query.refetch();
  };
  const keys = useRowKeys({
    rows,
    state,
    isSelectable: Boolean(bulkActions),
    grid,
    root,
    focusSearch: () => searchBox.current?.focus(),
    onRefresh: refresh,
    hrefOf: detail?.href,
  });
  const clearSelection = () => {
    table.resetRowSelection();
    setIsAllMatching(false);
  };
  // What a filter hid must not be acted upon unseen.
  const filterText = JSON.stringify(state.raw);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is the event; `clearSelection` is only its answer
  useEffect(clearSelection, [filterText]);

  const view: TableView<Row> = {
    label,
    rows,
    columns: model.columns,
    layout: layoutOf(model.columns, preferences, {
      isSelectable: Boolean(bulkActions),
      hasActions: Boolean(rowActions),
    }),
    setWidth: preferences.setWidth,
    dividerId: props.live?.dividerId ?? null,
    query,
    state,
    density: preferences.density,
    isSelectable: Boolean(bulkActions),
    rowActions,
    rowLabel: props.getRowLabel ?? getRowId,
    onOpen: detail
      ? (row) => state.setOpenId(row.id)
      : rowHref
        ? (row) => router.push(rowHref(row.original))
        : undefined,
    activeId: keys.activeId,
    setActiveId: keys.setActiveId,
    toggleAll: (isSelected) => {
      table.toggleAllRowsSelected(isSelected);
      if (!isSelected) setIsAllMatching(false);
    },
  };
  const chosen = rows.filter((row) => row.getIsSelected());
  const selection: Selection<Row> = {
    scope: isAllMatching ? "filter" : "ids",
    ids: chosen.map((row) => row.id),
    rows: chosen.map((row) => row.original),
    clear: clearSelection,
  };
  const canWiden = props.canSelectMatching && query.hasNextPage && chosen.length === rows.length;
  const openIndex = rows.findIndex((row) => row.id === state.openId);
  const hasToolbar = !isEmbedded || Object.keys(state.filters).length > 0;

  return (
    <div
      ref={root}
      // Inside a panel the rows begin where its title does; on a page of its own, at the page's margin.
      className={cn(
        "relative flex min-w-0 flex-col",
        isEmbedded ? "[--gutter:0rem]" : "flex-1 [--gutter:1rem] sm:min-h-80 xl:[--gutter:1.5rem]",
      )}
    >
      {hasToolbar ? (
        <Toolbar
          state={state}
          columns={columns}
          preferences={preferences}
          searchRef={searchBox}
          searchBar={props.searchBar?.(searchBox)}
          isFetching={query.isFetching}
          onRefresh={refresh}
          actions={
            <>
              {props.toolbarActions}
              {props.hasViews ? <ViewMenu views={views} state={state} preferences={preferences} /> : null}
            </>
          }
        />
      ) : null}
      {props.children}
      {props.hasViews ? <ViewNotice views={views} /> : null}
      {query.error && hasRows ? (
        <Alert
          tone="err"
          className="mx-(--gutter) mb-2"
          title={t("stale")}
          actions={
            <Button size="sm" onClick={refresh}>
              {t("retry")}
            </Button>
          }
        >
          {errorText(query.error)}
        </Alert>
      ) : null}
      <div className="relative h-px shrink-0 overflow-hidden bg-border">
        {query.isFetching && !query.isPending ? <div className="bar-indeterminate h-full w-1/4 bg-accent" /> : null}
      </div>
      {props.live?.isOn ? (
        <div className="relative">
          <WaitingRows live={props.live} onShow={() => scroller.current?.scrollTo({ top: 0 })} />
        </div>
      ) : null}
      <div
        ref={scroller}
        className={cn(
          "group/scroller relative min-w-0",
          isEmbedded ? "overflow-x-auto" : "flex-1 sm:min-h-0 sm:overflow-auto",
        )}
      >
        {query.isPending ? (
          <TableSkeleton rowHeightPx={ROW_HEIGHT_PX[preferences.density]} rows={isEmbedded ? 4 : 14} />
        ) : hasRows ? (
          isPhone ? (
            <TableCards view={view} />
          ) : (
            <TableGrid view={view} scroller={scroller} isVirtual={!isEmbedded} handle={grid} />
          )
        ) : (
          <TableEmptyState query={query} state={state} empty={props.empty} onRetry={refresh} />
        )}
      </div>
      {bulkActions && chosen.length > 0 ? (
        <BulkBar
          isBeside={Boolean(detail && state.openId)}
          selection={selection}
          onSelectMatching={canWiden ? () => setIsAllMatching(true) : undefined}
        >
          {bulkActions(selection)}
        </BulkBar>
      ) : null}
      {detail ? (
        <RowSheet
          detail={detail}
          openId={state.openId}
          row={rows[openIndex]?.original}
          onClose={() => {
            state.setOpenId(null);
            if (openIndex >= 0) keys.focusRow(openIndex);
          }}
          onPrevious={keys.previous}
          onNext={keys.next}
        />
      ) : null}
    </div>
  );
}
