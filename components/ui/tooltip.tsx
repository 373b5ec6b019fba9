"use client";

import { Tooltip as Primitive, Slot } from "radix-ui";
import { type ReactElement, type ReactNode, useState } from "react";
import { cn } from "./cn";

export const TooltipProvider = Primitive.Provider;

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
          {props.content}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/**
 * A tooltip for text in table cells, built only once the pointer reaches it: a list draws hundreds. Not for anything that
 * takes the focus, which would be lost as the element is drawn again.
 */
export function CellTooltip({ content, children }: { content: () => ReactNode; children: ReactElement }) {
  const [isReached, setIsReached] = useState(false);
  if (isReached) return <Tooltip content={content()}>{children}</Tooltip>;
  return <Slot.Root onPointerEnter={() => setIsReached(true)}>{children}</Slot.Root>;
}
