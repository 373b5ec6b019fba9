"use client";

import type { Row as TanstackRow } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { CellActions, useCellCursor } from "./cell-actions";
import { isAfterNumbers, ROW_HEIGHT_PX } from "./column";
import { LiveDivider } from "./live-rows";
import { isInnerClick, RowMenu } from "./row-menu";
import type { TableView } from "./table-context";

type TableRowProps<Row> = {
  row: TanstackRow<Row>;
  index: number;
  view: TableView<Row>;
  isTabStop: boolean;
};

/**
 * One row: selected by its box, opened by a click or Enter. Scrolling draws the rows that come into view, not those that
 * stay; whatever else changes (selection, an open row) comes with another `view`.
 */
export const TableRow = memo(TableRowContent) as typeof TableRowContent;

function TableRowContent<Row>(props: TableRowProps<Row>) {
  const { row, index, view, isTabStop } = props;
  const { columns, layout, density, isSelectable, rowActions, rowLabel, onOpen, state } = view;
  const t = useTranslations("table");
  const isSelected = row.getIsSelected();
  const isOpen = state.openId === row.id;
  const label = rowLabel(row.original);
  const actions = rowActions?.(row.original);
  const cells = useCellCursor(columns, row.original);
  return (
    <tr
      data-row-id={row.id}
      // Row 1 is the header.
      aria-rowindex={index + 2}
      aria-selected={isSelectable ? isSelected : undefined}
      tabIndex={isTabStop ? 0 : -1}
      style={{ height: ROW_HEIGHT_PX[density] }}
      onFocus={() => view.setActiveId(row.id)}
      onClick={(event) => {
        if (onOpen && !isInnerClick(event.target, event.currentTarget)) onOpen(row);
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === "Enter" && onOpen) onOpen(row);
        cells.step(event);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) cells.leave();
      }}
      onMouseLeave={cells.leave}
      className={cn(
        "group/row scroll-mt-10 -outline-offset-2",
        onOpen && "cursor-pointer",
        isSelected || isOpen ? "bg-selected" : "bg-bg hover:bg-hover",
        view.dividerId === row.id && "[&>td]:shadow-[inset_0_1px_0_var(--accent)]",
      )}
    >
      {isSelectable ? (
        <td className={cn("pl-(--gutter)", layout.isPinned && "sticky left-0 z-1 bg-inherit")}>
          <Checkbox
            className="align-middle"
            aria-label={t("selectRow", { label })}
            checked={isSelected}
            onCheckedChange={(next) => row.toggleSelected(next === true)}
          />
        </td>
      ) : null}
      {columns.map((column, place) => (
        <td
          key={column.id}
          style={{ left: layout.leftOf.get(column.id) }}
          onMouseEnter={() => cells.point(column.id)}
          className={cn(
            "relative px-2 text-xs first:pl-(--gutter) last:pr-(--gutter)",
            column.align === "right" && "text-right tabular-nums",
            isAfterNumbers(columns, place) && "pl-4",
            layout.leftOf.has(column.id) && "sticky z-1 bg-inherit",
          )}
        >
          <div className="-m-0.5 truncate p-0.5">{column.cell(row.original)}</div>
          {cells.current?.id === column.id ? (
            <CellActions value={cells.current.value} column={column.label} state={state} />
          ) : null}
          {place === 0 && view.dividerId === row.id ? <LiveDivider /> : null}
        </td>
      ))}
      {rowActions ? (
        <td className="before:absolute before:inset-y-0 before:-left-3 before:w-3 before:bg-linear-to-l before:from-(--border) before:to-transparent before:opacity-0 group-data-[more]/scroller:before:opacity-60 sticky right-0 bg-inherit pr-[calc(var(--gutter)-0.25rem)] text-right">
          {actions ? <RowMenu label={label}>{actions}</RowMenu> : null}
        </td>
      ) : null}
    </tr>
  );
}
