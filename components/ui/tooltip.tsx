"use client";

import { Tooltip as Primitive, Slot } from "radix-ui";
import { type PointerEvent, type ReactElement, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { cn } from "./cn";

export const TooltipProvider = Primitive.Provider;

/** How long the pointer rests on something before it is explained. */
export const TOOLTIP_DELAY_MS = 300;

/** A hint on hover and focus. It never holds the only copy of a needed fact, nor anything to click. */
export function Tooltip(props: {
  content: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
}) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{props.children}</Primitive.Trigger>
      <Bubble side={props.side} className={props.className}>
        {props.content}
      </Bubble>
    </Primitive.Root>
  );
}

function Bubble(props: {
  side?: "top" | "right" | "bottom" | "left" | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        side={props.side ?? "top"}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "fade-in-0 z-[60] max-w-80 animate-in break-words rounded-md bg-fg px-2 py-1 text-bg text-xs dark:bg-hover dark:text-fg dark:shadow-float",
          props.className,
        )}
      >
        {props.children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

/**
 * A tooltip for text in table cells, built only once the pointer rests there: a list draws hundreds. The text itself is never
 * drawn anew, or a click that falls into that moment would be nobody's.
 */
export function CellTooltip({ content, children }: { content: () => ReactNode; children: ReactElement }) {
  const [spot, setSpot] = useState<DOMRect | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const hide = useCallback(() => {
    window.clearTimeout(timer.current);
    setSpot(null);
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const rest = ({ currentTarget }: PointerEvent<HTMLElement>) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSpot(currentTarget.getBoundingClientRect()), TOOLTIP_DELAY_MS);
  };
  return (
    <>
      <Slot.Root onPointerEnter={rest} onPointerLeave={hide} onPointerDown={hide}>
        {children}
      </Slot.Root>
      {spot ? (
        <BubbleAt spot={spot} onAway={hide}>
          {content()}
        </BubbleAt>
      ) : null}
    </>
  );
}

/** Stands where the text is, without being it. */
function BubbleAt({ spot, onAway, children }: { spot: DOMRect; onAway: () => void; children: ReactNode }) {
  useEffect(() => {
    window.addEventListener("scroll", onAway, true);
    return () => window.removeEventListener("scroll", onAway, true);
  }, [onAway]);
  const { left, top, width, height } = spot;
  return (
    <Primitive.Root open>
      {createPortal(
        <Primitive.Trigger asChild>
          <span aria-hidden className="pointer-events-none fixed" style={{ left, top, width, height }} />
        </Primitive.Trigger>,
        document.body,
      )}
      <Bubble>{children}</Bubble>
    </Primitive.Root>
  );
}
