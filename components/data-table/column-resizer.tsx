"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { COLUMN_WIDTH_MAX_PX, COLUMN_WIDTH_MIN_PX } from "./column";

const STEP_PX = 16;

/** The edge of a column: dragged, moved by the arrow keys, and by a double click back to the column's own width. */
export function ColumnResizer(props: {
  label: string;
  /** Null while the column takes the spare width: it begins at what it has. */
  widthPx: number | null;
  onResize: (widthPx: number | null) => void;
}) {
  const { label, widthPx, onResize } = props;
  const t = useTranslations("table");
  const grip = useRef<{ x: number; width: number }>(null);
  const shownPx = (element: Element) => widthPx ?? element.closest("th")?.getBoundingClientRect().width ?? 0;
  const handlePointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, width: shownPx(event.currentTarget) };
  };
  const handlePointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (grip.current) onResize(grip.current.width + event.clientX - grip.current.x);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(shownPx(event.currentTarget) + direction * STEP_PX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a movable separator has no element of its own
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("resizeColumn", { column: label })}
      aria-valuemin={COLUMN_WIDTH_MIN_PX}
      aria-valuemax={COLUMN_WIDTH_MAX_PX}
      aria-valuenow={widthPx ?? COLUMN_WIDTH_MIN_PX}
      tabIndex={0}
      onPointerDown={handlePointerDown}
      onPointerMove={handlePointerMove}
      onPointerUp={() => {
        grip.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      onKeyDown={handleKeyDown}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-2 after:left-1 after:w-px hover:after:bg-accent focus-visible:outline-none focus-visible:after:inset-y-0 focus-visible:after:w-0.5 focus-visible:after:bg-accent"
    />
  );
}
