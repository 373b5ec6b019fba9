"use client";

import type { Row as TanstackRow } from "@tanstack/react-table";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { LoadOlder } from "./load-older";
import { isInnerClick, RowMenu } from "./row-menu";
import type { TableView } from "./table-context";

/** The rows on a phone: one card each, the same cells as labelled lines. */
export function TableCards<Row>({ view }: { view: TableView<Row> }) {
  return (
    <div>
      <ul aria-label={view.label} aria-busy={view.query.isFetching} className="border-border border-t">
        {view.rows.map((row) => (
          <TableCard key={row.id} row={row} view={view} />
        ))}
      </ul>
      <LoadOlder query={view.query} />
    </div>
  );
}

function TableCard<Row>({ row, view }: { row: TanstackRow<Row>; view: TableView<Row> }) {
  const { columns, isSelectable, rowActions, rowLabel, onOpen } = view;
  const t = useTranslations("table");
  const label = rowLabel(row.original);
  const title = columns.find((column) => column.card === "title") ?? columns[0];
  const asides = columns.filter((column) => column.card === "aside" && column !== title);
  const lines = columns.filter((column) => !column.card && column !== title);
  const actions = rowActions?.(row.original);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button below opens the card by keyboard; the surface is an extra target
    <li
      data-row-id={row.id}
      onClick={(event) => {
        if (onOpen && !isInnerClick(event.target, event.currentTarget)) onOpen(row);
      }}
      className={cn(
        "border-border border-b px-(--gutter) py-3 [contain-intrinsic-size:auto_140px] [content-visibility:auto]",
        row.getIsSelected() && "bg-selected",
      )}
    >
      <div className="flex min-h-6 items-center gap-2">
        {isSelectable ? (
          <Checkbox
            aria-label={t("selectRow", { label })}
            checked={row.getIsSelected()}
            onCheckedChange={(next) => row.toggleSelected(next === true)}
          />
        ) : null}
        <div className="min-w-0 flex-1 truncate font-semibold">{title?.cell(row.original)}</div>
        {asides.map((column) => (
          <div key={column.id} className="shrink-0 text-xs">
            {column.cell(row.original)}
          </div>
        ))}
        {actions ? <RowMenu label={label}>{actions}</RowMenu> : null}
        {onOpen ? (
          <Button
            variant="ghost"
            size="icon-sm"
            className="-mr-1.5"
            aria-label={`${t("details")} ${label}`}
            onClick={() => onOpen(row)}
          >
            <ChevronRight aria-hidden />
          </Button>
        ) : null}
      </div>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1.5">
        {lines.map((column) => (
          <div key={column.id} className="min-w-0">
            <dt className="truncate text-fg-3 text-meta">{column.label}</dt>
            <dd className="flex min-h-5 items-center text-xs [&>*]:max-w-full [&>*]:truncate">
              {column.cell(row.original)}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
