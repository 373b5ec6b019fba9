"use client";

import { useMemo } from "react";
import { z } from "zod";
import { useStoredState } from "../hooks/use-stored-state";
import { type Column, DENSITIES, type Density } from "./column";

const Stored = z.object({
  density: z.enum(DENSITIES).catch("normal"),
  order: z.array(z.string()).catch([]),
  /** Only what the reader chose: columns added to the product later keep their own default. */
  visibility: z.record(z.string(), z.boolean()).catch({}),
});
type Stored = z.infer<typeof Stored>;

const FRESH: Stored = { density: "normal", order: [], visibility: {} };

export type TablePreferences = {
  density: Density;
  /** All column ids in the reader's order. */
  order: string[];
  isVisible: (id: string) => boolean;
  setDensity: (density: Density) => void;
  toggle: (id: string, isVisible: boolean) => void;
  /** One place to the left (-1) or right (1). */
  move: (id: string, by: -1 | 1) => void;
  moveBefore: (id: string, target: string) => void;
  reset: () => void;
  isChanged: boolean;
};

/** Columns shown, their order and the row height: kept in this browser, one entry a table. */
export function useTablePreferences<Row>(tableId: string, columns: readonly Column<Row>[]): TablePreferences {
  const [stored, store] = useStoredState({
    key: `table.${tableId}`,
    fallback: FRESH,
    parse: (value) => Stored.safeParse(value).data,
  });
  return useMemo(() => {
    const ids = columns.map((column) => column.id);
    const kept = stored.order.filter((id) => ids.includes(id));
    // A column the stored order does not know stands after its neighbour of the default order.
    const order = ids.reduce<string[]>((list, id, index) => {
      if (list.includes(id)) return list;
      const before = ids[index - 1];
      const at = before === undefined ? 0 : list.indexOf(before) + 1;
      return [...list.slice(0, at), id, ...list.slice(at)];
    }, kept);
    const isVisible = (id: string) => {
      const column = columns.find((candidate) => candidate.id === id);
      return Boolean(column?.isFixed) || (stored.visibility[id] ?? !column?.isHidden);
    };
    const place = (id: string, at: number) => {
      const rest = order.filter((other) => other !== id);
      store({ ...stored, order: [...rest.slice(0, at), id, ...rest.slice(at)] });
    };
    return {
      density: stored.density,
      order,
      isVisible,
      setDensity: (density) => store({ ...stored, density }),
      toggle: (id, visible) => store({ ...stored, visibility: { ...stored.visibility, [id]: visible } }),
      move: (id, by) => place(id, Math.max(0, order.indexOf(id) + by)),
      moveBefore: (id, target) => {
        if (id !== target) place(id, order.filter((other) => other !== id).indexOf(target));
      },
      reset: () => store(FRESH),
      isChanged: stored.order.length > 0 || Object.keys(stored.visibility).length > 0 || stored.density !== "normal",
    };
  }, [stored, store, columns]);
}
