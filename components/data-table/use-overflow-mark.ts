"use client";

import { type RefObject, useEffect } from "react";

/** Marks a scroller with `data-more` while columns lie hidden to the right, for the edge of the pinned one. */
export function useOverflowMark(scroller: RefObject<HTMLElement | null>, isReady: boolean): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isReady) return;
    const mark = () => {
      const hiddenPx = element.scrollWidth - element.clientWidth - element.scrollLeft;
      element.toggleAttribute("data-more", hiddenPx > 1);
    };
    mark();
    const observer = new ResizeObserver(mark);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener("scroll", mark, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", mark);
    };
  }, [scroller, isReady]);
}
