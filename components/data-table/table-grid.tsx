"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import { ROW_HEIGHT_PX } from "./column";
import { LoadOlder } from "./load-older";
import type { TableView } from "./table-context";
import { TableHead } from "./table-head";
import { ACTIONS_WIDTH_PX, SELECT_WIDTH_PX } from "./table-layout";
import { TableRow } from "./table-row";

const OVERSCAN_ROWS = 12;

export type GridHandle = { scrollToRow: (index: number) => void };

/** The rows as a native table. With a scroller of its own only the rows in view (and some around) are in the page. */
export function TableGrid<Row>(props: {
  view: TableView<Row>;
  scroller: RefObject<HTMLDivElement | null>;
  isVirtual: boolean;
  handle: RefObject<GridHandle | null>;
}) {
  const { view, scroller, isVirtual, handle } = props;
  const { rows, columns, layout, density, isSelectable, rowActions, query } = view;
  const rowHeight = ROW_HEIGHT_PX[density];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    // The header covers the top of the scroller.
    scrollPaddingStart: 32,
    enabled: isVirtual,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row height makes the measured sizes wrong
  useEffect(() => virtualizer.measure(), [rowHeight]);
  useEffect(() => {
    handle.current = {
      scrollToRow: (index) => {
        if (isVirtual) virtualizer.scrollToIndex(index, { align: "auto" });
      },
    };
  }, [handle, virtualizer, isVirtual]);

  const items = isVirtual ? virtualizer.getVirtualItems() : rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const before = isVirtual ? (items[0]?.start ?? 0) : 0;
  const after = isVirtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const spanned = columns.length + (isSelectable ? 1 : 0) + (rowActions ? 1 : 0);
  const hasActive = rows.some((row) => row.id === view.activeId);

  return (
    <table
      aria-label={view.label}
      aria-rowcount={query.hasNextPage ? -1 : rows.length + 1}
      aria-busy={query.isFetching}
      className="w-full table-fixed border-separate border-spacing-0 [&_td]:border-border [&_td]:border-b"
      style={{ minWidth: layout.minWidthPx }}
    >
      <colgroup>
        {isSelectable ? <col style={{ width: SELECT_WIDTH_PX }} /> : null}
        {columns.map(({ id }) => (
          <col key={id} style={{ width: layout.widths.get(id) ?? undefined }} />
        ))}
        {rowActions ? <col style={{ width: ACTIONS_WIDTH_PX }} /> : null}
      </colgroup>
      <TableHead view={view} />
      <tbody>
        {before > 0 ? <Spacer heightPx={before} span={spanned} /> : null}
        {items.map(({ index }) => {
          const row = rows[index];
          if (!row) return null;
          const isTabStop = hasActive ? row.id === view.activeId : index === 0;
          return <TableRow key={row.id} row={row} index={index} view={view} isTabStop={isTabStop} />;
        })}
        {after > 0 ? <Spacer heightPx={after} span={spanned} /> : null}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={spanned} className="!border-b-0">
            <LoadOlder query={query} scroller={isVirtual ? scroller : undefined} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Spacer({ heightPx, span }: { heightPx: number; span: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height: heightPx }} className="!border-b-0 p-0" />
    </tr>
  );
}
