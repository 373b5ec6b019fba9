"use client";

import { useMemo } from "react";
import { z } from "zod";
import { useStoredState } from "../hooks/use-stored-state";
import { type Column, clampWidth, DENSITIES, type Density } from "./column";

const Stored = z.object({
  density: z.enum(DENSITIES).catch("normal"),
  order: z.array(z.string()).catch([]),
  /** Only what the reader chose: columns added to the product later keep their own default. */
  visibility: z.record(z.string(), z.boolean()).catch({}),
  widths: z.record(z.string(), z.number().transform(clampWidth)).catch({}),
  pinned: z.array(z.string()).catch([]),
});
/** How a table looks: what a saved view keeps of it, and what this browser does. */
export type TableLook = z.infer<typeof Stored>;

const FRESH: TableLook = { density: "normal", order: [], visibility: {}, widths: {}, pinned: [] };

/** Reads a look of any age; null when it is none. */
export function parseLook(value: unknown): TableLook | null {
  return Stored.safeParse(value).data ?? null;
}

export type TablePreferences = {
  look: TableLook;
  density: Density;
  /** All column ids in the reader's order, the pinned ones first. */
  order: string[];
  isVisible: (id: string) => boolean;
  isPinned: (id: string) => boolean;
  /** As the reader made it; undefined for the column's own. */
  widthOf: (id: string) => number | undefined;
  setDensity: (density: Density) => void;
  setWidth: (id: string, widthPx: number | null) => void;
  setLook: (look: TableLook) => void;
  toggle: (id: string, isVisible: boolean) => void;
  togglePin: (id: string) => void;
  /** One place to the left (-1) or right (1). */
  move: (id: string, by: -1 | 1) => void;
  moveBefore: (id: string, target: string) => void;
  reset: () => void;
  isChanged: boolean;
};

/**
 * Columns shown, their order, widths and the row height: kept in this browser, one entry a table. An open saved view has an
 * entry of its own, which begins as the view was saved, so that looking at one changes nobody's table.
 */
export function useTablePreferences<Row>(
  tableId: string,
  columns: readonly Column<Row>[],
  view: { id: string; look: TableLook } | null,
): TablePreferences {
  const [kept, store] = useStoredState<TableLook | null>({
    key: view ? `table.${tableId}.${view.id}` : `table.${tableId}`,
    fallback: null,
    parse: (value) => Stored.safeParse(value).data,
  });
  const base = view?.look ?? FRESH;
  const look = kept ?? base;
  return useMemo(() => {
    const ids = columns.map((column) => column.id);
    const isPinned = (id: string) => look.pinned.includes(id);
    const placed = orderOf(ids, look.order);
    const order = [...placed.filter(isPinned), ...placed.filter((id) => !isPinned(id))];
    const isVisible = (id: string) => {
      const column = columns.find((candidate) => candidate.id === id);
      return Boolean(column?.isFixed) || (look.visibility[id] ?? !column?.isHidden);
    };
    const place = (id: string, at: number) => {
      const rest = order.filter((other) => other !== id);
      store({ ...look, order: [...rest.slice(0, at), id, ...rest.slice(at)] });
    };
    return {
      look,
      density: look.density,
      order,
      isVisible,
      isPinned,
      widthOf: (id) => look.widths[id],
      setDensity: (density) => store({ ...look, density }),
      setWidth: (id, widthPx) => {
        const { [id]: _, ...rest } = look.widths;
        store({ ...look, widths: widthPx === null ? rest : { ...rest, [id]: clampWidth(widthPx) } });
      },
      setLook: store,
      toggle: (id, visible) => store({ ...look, visibility: { ...look.visibility, [id]: visible } }),
      togglePin: (id) =>
        store({ ...look, pinned: isPinned(id) ? look.pinned.filter((other) => other !== id) : [...look.pinned, id] }),
      move: (id, by) => place(id, Math.max(0, order.indexOf(id) + by)),
      moveBefore: (id, target) => {
        if (id !== target) place(id, order.filter((other) => other !== id).indexOf(target));
      },
      reset: () => store(base),
      isChanged: JSON.stringify(look) !== JSON.stringify(base),
    };
  }, [look, base, store, columns]);
}

/** A column the stored order does not know stands after its neighbour of the default order. */
function orderOf(ids: readonly string[], stored: readonly string[]): string[] {
  const known = stored.filter((id) => ids.includes(id));
  return ids.reduce<string[]>((list, id, index) => {
    if (list.includes(id)) return list;
    const before = ids[index - 1];
    const at = before === undefined ? 0 : list.indexOf(before) + 1;
    return [...list.slice(0, at), id, ...list.slice(at)];
  }, known);
}
