"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useState } from "react";
import { useToast } from "../feedback/use-toast";
import { useShortcuts } from "../shortcuts/shortcut-provider";
import { copyText } from "../ui/copy-text";
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
  /** The page of a record, where it has one. */
  hrefOf: ((id: string) => string) | undefined;
};

/** j and k walk the rows (or, while one is open, open the next), x selects, o opens as a page, c copies the id, / searches, r refreshes. */
export function useRowKeys<Row>(options: RowKeysOptions<Row>) {
  const { rows, state, isSelectable, grid, root, focusSearch, onRefresh, hrefOf } = options;
  const router = useRouter();
  const toast = useToast();
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

  const chosenId = openId ?? activeId;
  const copyId = async () => {
    if (chosenId !== null && (await copyText(chosenId))) toast.success(t("idCopied"));
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
    ...(hrefOf
      ? [
          {
            keys: "o",
            label: t("keys.open"),
            group,
            run: () => {
              if (chosenId !== null) router.push(hrefOf(chosenId));
            },
          },
        ]
      : []),
    { keys: "c", label: t("keys.copyId"), group, run: () => void copyId() },
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
