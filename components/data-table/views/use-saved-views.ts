"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTRPC } from "../../trpc/provider";
import type { RouterOutputs } from "../../trpc/router-types";
import type { Column } from "../column";
import type { TableLook } from "../use-table-preferences";
import type { TableState } from "../use-table-state";
import { applyState } from "./saved-state";

export type SavedView = RouterOutputs["savedView"]["get"];

export type SavedViews = {
  list: string;
  /** The open view, for the table's columns; null while there is none. */
  active: { id: string; look: TableLook } | null;
  record: SavedView | null;
  /** The link names a view that is gone or private. */
  isGone: boolean;
  /** What the list no longer has of it. */
  missing: string[];
  open: (view: SavedView) => void;
  close: () => void;
};

/**
 * The saved view a list is opened with. `?view=` alone applies the view once it is read; filters that stand beside it in the
 * link are newer and count instead.
 */
export function useSavedViews<Row>(options: {
  list: string;
  columns: readonly Column<Row>[];
  state: TableState;
  isOn: boolean;
}): SavedViews {
  const { list, columns, state, isOn } = options;
  const trpc = useTRPC();
  const { viewId, openView } = state;
  const query = useQuery(
    trpc.savedView.get.queryOptions({ id: viewId ?? "" }, { enabled: isOn && viewId !== null, staleTime: 60_000 }),
  );
  const record = viewId !== null && query.data?.id === viewId && query.data.list === list ? query.data : null;
  const { filters } = state;
  const applied = useMemo(
    () => (record?.state ? applyState(record.state, { filters, columns }) : null),
    [record, filters, columns],
  );

  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (!record?.state || !applied || opened.current === record.id) return;
    opened.current = record.id;
    if (state.isFiltered) return;
    openView({ id: record.id, filters: applied.filters, sort: record.state.sort }, { isReplacing: true });
  }, [record, applied, openView, state.isFiltered]);

  const active = useMemo(() => (record && applied ? { id: record.id, look: applied.look } : null), [record, applied]);
  return {
    list,
    active,
    record,
    isGone: viewId !== null && (query.isError || (query.isSuccess && record === null)),
    missing: applied?.missing ?? [],
    open: (view) => {
      opened.current = view.id;
      const next = view.state ? applyState(view.state, { filters, columns }) : null;
      openView({ id: view.id, filters: next?.filters ?? {}, sort: view.state?.sort ?? null });
    },
    close: () => openView(null),
  };
}
