"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { type Column, isAfterNumbers } from "./column";
import { ColumnResizer } from "./column-resizer";
import type { TableView } from "./table-context";

/** The sticky header: names, sorting, select all. */
export function TableHead<Row>({ view }: { view: TableView<Row> }) {
  const t = useTranslations("table");
  const { columns, layout, rows, isSelectable, rowActions, toggleAll, state } = view;
  const selected = rows.filter((row) => row.getIsSelected()).length;
  const checked = selected === 0 ? false : selected === rows.length ? true : "indeterminate";
  return (
    <thead className="sticky top-0 z-10 bg-bg">
      <tr aria-rowindex={1} className="h-8 shadow-[inset_0_-1px_0_var(--border)]">
        {isSelectable ? (
          <th scope="col" className={cn("pl-(--gutter) text-left", layout.isPinned && "sticky left-0 z-10 bg-bg")}>
            <Checkbox
              className="align-middle"
              aria-label={t("selectAll")}
              checked={checked}
              onCheckedChange={(next) => toggleAll(next === true)}
            />
          </th>
        ) : null}
        {columns.map((column, place) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={ariaSort(column, state.sort)}
            style={{ left: layout.leftOf.get(column.id) }}
            className={cn(
              "relative px-2 font-normal text-fg-2 text-xs first:pl-(--gutter) last:pr-(--gutter)",
              column.align === "right" ? "text-right" : "text-left",
              isAfterNumbers(columns, place) && "pl-4",
              layout.leftOf.has(column.id) && "sticky z-10 bg-bg",
            )}
          >
            <HeaderText column={column} view={view} />
            <ColumnResizer
              label={column.label}
              widthPx={layout.widths.get(column.id) ?? null}
              onResize={(widthPx) => view.setWidth(column.id, widthPx)}
            />
          </th>
        ))}
        {rowActions ? (
          <th
            scope="col"
            className="before:absolute before:inset-y-0 before:-left-3 before:w-3 before:bg-linear-to-l before:from-(--border) before:to-transparent before:opacity-0 group-data-[more]/scroller:before:opacity-60 sticky right-0 bg-bg shadow-[inset_0_-1px_0_var(--border)]"
          >
            <span className="sr-only">{t("actions")}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

function ariaSort<Row>(column: Column<Row>, sort: TableView<Row>["state"]["sort"]) {
  if (!column.isSortable) return undefined;
  if (sort?.field !== column.id) return "none";
  return sort.direction === "asc" ? "ascending" : "descending";
}

function HeaderText<Row>({ column, view }: { column: Column<Row>; view: TableView<Row> }) {
  const text = <span className="block truncate">{column.label}</span>;
  const hinted = column.hint ? (
    <Tooltip content={column.hint}>
      <span className="block truncate decoration-dotted underline-offset-4 hover:underline">{column.label}</span>
    </Tooltip>
  ) : (
    text
  );
  if (!column.isSortable) return hinted;
  const { sort, setSort } = view.state;
  const direction = sort?.field === column.id ? sort.direction : null;
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  const next = () => {
    if (direction === null) setSort({ field: column.id, direction: "desc" });
    else setSort(direction === "desc" ? { field: column.id, direction: "asc" } : null);
  };
  return (
    <button
      type="button"
      onClick={next}
      className={cn(
        "-mx-1 inline-flex h-6 max-w-full items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-fg",
        direction && "text-fg",
        column.align === "right" && "flex-row-reverse",
      )}
    >
      {hinted}
      <Icon className={cn("size-3 shrink-0", direction ? "text-accent" : "text-fg-3")} aria-hidden />
    </button>
  );
}
