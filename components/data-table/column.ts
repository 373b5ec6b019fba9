import type { ReactNode } from "react";

/** One column. `label` is its header, its name in the column menu, and the term on a card. */
export type Column<Row> = {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Header's tooltip: what exactly is counted, in which unit. */
  hint?: string;
  /** Numbers stand right; text, dates, ids and status left. */
  align?: "left" | "right";
  /** Pixels; 140 by default. */
  widthPx?: number;
  /** Takes the spare width. Without any, the first column does. */
  isGrowing?: boolean;
  /** The header sorts; `id` is what goes to the server. */
  isSortable?: boolean;
  /** Not shown until the reader chooses it. */
  isHidden?: boolean;
  /** Cannot be hidden: the record's name. */
  isFixed?: boolean;
  /** What the cell stands for: offered to copy, and where it names a filter, to look for or to keep out. */
  value?: (row: Row) => CellValue | null;
  /** On a phone's card: its heading, beside the heading, or nowhere. Default: a labelled line. */
  card?: "title" | "aside" | "none";
};

export type CellValue = {
  /** What is copied, and what the filter takes. */
  text: string;
  /** As people know it; the text by default. */
  label?: string;
  /** The filter (an excluding list of options) it belongs to. */
  filter?: string;
};

export const COLUMN_WIDTH_PX = 140;
export const COLUMN_WIDTH_MIN_PX = 56;
export const COLUMN_WIDTH_MAX_PX = 800;

export function clampWidth(widthPx: number): number {
  return Math.round(Math.min(COLUMN_WIDTH_MAX_PX, Math.max(COLUMN_WIDTH_MIN_PX, widthPx)));
}

export const DENSITIES = ["compact", "normal", "relaxed"] as const;
export type Density = (typeof DENSITIES)[number];
export const ROW_HEIGHT_PX = { compact: 28, normal: 36, relaxed: 44 } as const satisfies Record<Density, number>;

/** Text that begins where numbers end needs more air than text after text. */
export function isAfterNumbers(columns: readonly Pick<Column<never>, "align">[], place: number): boolean {
  return columns[place - 1]?.align === "right" && columns[place]?.align !== "right";
}
