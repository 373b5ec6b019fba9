"use client";

import { type ColumnDef, getCoreRowModel, type RowSelectionState, useReactTable } from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { Column } from "./column";
import type { ListQuery } from "./list-query";
import type { TablePreferences } from "./use-table-preferences";

const noRows: readonly never[] = [];

/** The table model: loaded rows in page order, visible columns in the reader's order, what is selected. */
export function useRows<Row>(options: {
  query: ListQuery<Row>;
  columns: readonly Column<Row>[];
  preferences: TablePreferences;
  getRowId: (row: Row) => string;
}) {
  const { query, columns, preferences, getRowId } = options;
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const pages = query.data?.pages;
  const data = useMemo(() => (pages ? pages.flatMap((page) => page.items) : [...noRows]) as Row[], [pages]);
  const definitions = useMemo<ColumnDef<Row>[]>(
    () => columns.map((column) => ({ id: column.id, cell: ({ row }) => column.cell(row.original) })),
    [columns],
  );
  const table = useReactTable<Row>({
    data,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId,
    enableRowSelection: true,
    onRowSelectionChange: setRowSelection,
    state: {
      rowSelection,
      columnOrder: preferences.order,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, preferences.isVisible(id)])),
    },
  });
  const visible = table.getVisibleLeafColumns().flatMap(({ id }) => columns.find((column) => column.id === id) ?? []);
  return { table, rows: table.getRowModel().rows, columns: visible };
}

export type TableRows<Row> = ReturnType<typeof useRows<Row>>;
