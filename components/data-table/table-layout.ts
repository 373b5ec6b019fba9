import { COLUMN_WIDTH_PX, type Column } from "./column";
import type { TablePreferences } from "./use-table-preferences";

export const SELECT_WIDTH_PX = 44;
export const ACTIONS_WIDTH_PX = 52;

export type TableLayout = {
  /** Pixels by column id; null for the one that takes the spare width. */
  widths: ReadonlyMap<string, number | null>;
  /** Below this the table scrolls sideways. */
  minWidthPx: number;
  /** Where pinned columns stick, from the left. */
  leftOf: ReadonlyMap<string, number>;
  /** Something is pinned, so the boxes of the rows stand still too. */
  isPinned: boolean;
};

/** The widths of the visible columns, as chosen or their own, and where the pinned ones stick. */
export function layoutOf<Row>(
  columns: readonly Column<Row>[],
  preferences: Pick<TablePreferences, "isPinned" | "widthOf">,
  { isSelectable, hasActions }: { isSelectable: boolean; hasActions: boolean },
): TableLayout {
  const widthOf = (column: Column<Row>) => preferences.widthOf(column.id) ?? column.widthPx ?? COLUMN_WIDTH_PX;
  const free = columns.filter(({ id }) => !preferences.isPinned(id) && preferences.widthOf(id) === undefined);
  // Without a column of its own width to grow, the last one does, or the browser would stretch them all.
  const growing = free.find((column) => column.isGrowing) ?? free[0] ?? columns.at(-1);
  const start = isSelectable ? SELECT_WIDTH_PX : 0;
  const leftOf = new Map<string, number>();
  let left = start;
  for (const column of columns.filter(({ id }) => preferences.isPinned(id))) {
    leftOf.set(column.id, left);
    left += widthOf(column);
  }
  const sum = columns.reduce((total, column) => total + widthOf(column), 0);
  return {
    widths: new Map(columns.map((column) => [column.id, column === growing ? null : widthOf(column)])),
    minWidthPx: sum + start + (hasActions ? ACTIONS_WIDTH_PX : 0),
    leftOf,
    isPinned: leftOf.size > 0,
  };
}
