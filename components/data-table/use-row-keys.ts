"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useState } from "react";
import { useShortcuts } from "../shortcuts/shortcut-provider";
import type { GridHandle } from "./table-grid";
import type { TableRows } from "./use-rows";
import type { TableState } from "./use-table-state";

type RowKeysOptions<Row> = {
  rows: TableRows<Row>["rows"];
  state: TableState;
  isSelectable: boolean;
  grid: RefObject<GridHandle | null>;
  root: RefObject<HTMLElement | null>;
  focusSearch: () => void;
  onRefresh: () => void;
};

/** j and k walk the rows (or, while one is open, open the next), x selects, / searches, r refreshes. */
export function useRowKeys<Row>(options: RowKeysOptions<Row>) {
  const { rows, state, isSelectable, grid, root, focusSearch, onRefresh } = options;
  const t = useTranslations("table");
  const [activeId, setActiveId] = useState<string | null>(null);
  const { openId, setOpenId } = state;

  const focusRow = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setActiveId(row.id);
    grid.current?.scrollToRow(index);
    // The row may have to be drawn first.
    requestAnimationFrame(() => {
      const element = root.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(row.id)}"]`);
      element?.focus({ preventScroll: true });
    });
  };

  const neighbour = useCallback(
    (by: 1 | -1): number | null => {
      const index = rows.findIndex((row) => row.id === (openId ?? activeId));
      const next = index === -1 ? (by === 1 ? 0 : -1) : index + by;
      return next >= 0 && next < rows.length ? next : null;
    },
    [rows, openId, activeId],
  );
  const step = (by: 1 | -1) => {
    const index = neighbour(by);
    if (index === null) return;
    const row = rows[index];
    if (openId !== null && row) {
      setActiveId(row.id);
      grid.current?.scrollToRow(index);
      setOpenId(row.id, { isReplacing: true });
    } else {
      focusRow(index);
    }
  };

  const group = t("keys.group");
  useShortcuts([
    { keys: "j", label: t("keys.next"), group, run: () => step(1) },
    { keys: "k", label: t("keys.previous"), group, run: () => step(-1) },
    ...(isSelectable
      ? [
          {
            keys: "x",
            label: t("keys.select"),
            group,
            run: () => rows.find((row) => row.id === activeId)?.toggleSelected(),
          },
        ]
      : []),
    {
      keys: "/",
      label: t("keys.search"),
      group,
      run: (event: KeyboardEvent) => {
        event.preventDefault();
        focusSearch();
      },
    },
    { keys: "r", label: t("keys.refresh"), group, run: onRefresh },
  ]);

  return {
    activeId,
    setActiveId,
    focusRow,
    previous: openId !== null && neighbour(-1) !== null ? () => step(-1) : null,
    next: openId !== null && neighbour(1) !== null ? () => step(1) : null,
  };
}
