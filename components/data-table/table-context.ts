import type { Row as TanstackRow } from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { Column, Density } from "./column";
import type { ListQuery } from "./list-query";
import type { TableLayout } from "./table-layout";
import type { TableState } from "./use-table-state";

/** What the grid and the cards both draw. */
export type TableView<Row> = {
  label: string;
  rows: readonly TanstackRow<Row>[];
  columns: readonly Column<Row>[];
  /** Widths, and how far left the pinned columns stand. */
  layout: TableLayout;
  /** A column is made wider or narrower; null: its own width again. */
  setWidth: (id: string, widthPx: number | null) => void;
  /** The first row below this line was there before the list went live. */
  dividerId: string | null;
  query: ListQuery<Row>;
  state: TableState;
  density: Density;
  isSelectable: boolean;
  /** The items of a row's ⋯ menu; null for none. */
  rowActions: ((row: Row) => ReactNode) | undefined;
  /** The row's name, for its checkbox and menu. */
  rowLabel: (row: Row) => string;
  onOpen: ((row: TanstackRow<Row>) => void) | undefined;
  activeId: string | null;
  setActiveId: (id: string) => void;
  toggleAll: (isSelected: boolean) => void;
};
