"use client";

import { ListFilter, ListX } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import type { CellValue, Column } from "./column";
import { exclusionKey } from "./filter";
import type { TableState } from "./use-table-state";

/**
 * Which cell of a row is pointed at: by the mouse, or by ← and → while the row has the focus. Only that one draws its
 * buttons: a thousand cells with three each would make scrolling slow.
 */
export function useCellCursor<Row>(columns: readonly Column<Row>[], row: Row) {
  const [columnId, setColumnId] = useState<string | null>(null);
  const valueAt = (id: string) => columns.find((column) => column.id === id)?.value?.(row) ?? null;
  const value = columnId === null ? null : valueAt(columnId);
  return {
    current: columnId !== null && value ? { id: columnId, value } : null,
    point: setColumnId,
    leave: () => setColumnId(null),
    step: (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const ids = columns.flatMap(({ id }) => (valueAt(id) ? [id] : []));
      const at = columnId === null ? -1 : ids.indexOf(columnId);
      const next = at === -1 ? (by === 1 ? 0 : ids.length - 1) : at + by;
      setColumnId(ids[Math.min(Math.max(next, 0), ids.length - 1)] ?? null);
    },
  };
}

const ICON_BUTTON = "size-6 p-0 [&_svg]:size-3.5";

/** Look for the value, keep it out, copy it. */
export function CellActions({ value, column, state }: { value: CellValue; column: string; state: TableState }) {
  const t = useTranslations("table");
  const words = { column, value: value.label ?? value.text };
  const { filter } = value;
  const isFilter = filter !== undefined && filter in state.filters;
  return (
    <span className="absolute inset-y-0 right-1 z-1 flex items-center">
      <span className="flex rounded-md bg-pop shadow-float">
        {isFilter ? (
          <>
            <Button
              variant="ghost"
              className={ICON_BUTTON}
              aria-label={t("filterBy", words)}
              title={t("filterBy", words)}
              onClick={() => addToFilter(state, filter, value.text)}
            >
              <ListFilter aria-hidden />
            </Button>
            <Button
              variant="ghost"
              className={ICON_BUTTON}
              aria-label={t("exclude", words)}
              title={t("exclude", words)}
              onClick={() => addToFilter(state, exclusionKey(filter), value.text)}
            >
              <ListX aria-hidden />
            </Button>
          </>
        ) : null}
        <CopyButton text={value.text} label={t("copyValue", words)} className={ICON_BUTTON} />
      </span>
    </span>
  );
}

/** Adds a value to a filter's list, and takes it from the opposite one. */
export function addToFilter(state: TableState, key: string, value: string): void {
  const opposite = key.endsWith("Not") ? key.slice(0, -"Not".length) : exclusionKey(key);
  const listAt = (name: string) => {
    const held = state.raw[name];
    return Array.isArray(held) ? held.filter((item) => item !== value) : [];
  };
  const rest = listAt(opposite);
  state.setFilters({ [key]: [...listAt(key), value], [opposite]: rest.length > 0 ? rest : null });
}
