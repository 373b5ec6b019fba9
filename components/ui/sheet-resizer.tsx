"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, PointerEvent } from "react";
import { useStoredState } from "../hooks/use-stored-state";

const MIN_PX = 480;
const MAX_PX = 720;
const STEP_PX = 24;

function clamp(width: number): number {
  return Math.round(Math.min(MAX_PX, Math.max(MIN_PX, width)));
}

/** The one width of all sheets, kept in this browser. */
export function useSheetWidth(): [number, (width: number) => void] {
  return useStoredState({
    key: "sheet-width",
    fallback: 560,
    parse: (stored) => (typeof stored === "number" ? clamp(stored) : undefined),
  });
}

/** The edge that resizes: dragged, or moved by the arrow keys. */
export function SheetResizer({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  const t = useTranslations("common");
  const handlePointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onChange(clamp(window.innerWidth - event.clientX));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    onChange(clamp(width + direction * STEP_PX));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a movable separator has no element of its own
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("resizeSheet")}
      aria-valuemin={MIN_PX}
      aria-valuemax={MAX_PX}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={handlePointerMove}
      onKeyDown={handleKeyDown}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1 after:w-0.5 hover:after:bg-accent focus-visible:outline-none focus-visible:after:bg-accent"
    />
  );
}
