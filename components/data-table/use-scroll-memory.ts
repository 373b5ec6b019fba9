"use client";

import { type RefObject, useEffect, useRef } from "react";

// For this page load only: where each list stood when it was left.
const positions = new Map<string, number>();

/** Puts a list back where it stood when somebody comes back to it. */
export function useScrollMemory(key: string, scroller: RefObject<HTMLElement | null>, isReady: boolean): void {
  const isRestored = useRef(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isReady) return;
    if (!isRestored.current) {
      isRestored.current = true;
      element.scrollTop = positions.get(key) ?? 0;
    }
    const handleScroll = () => positions.set(key, element.scrollTop);
    element.addEventListener("scroll", handleScroll, { passive: true });
    return () => element.removeEventListener("scroll", handleScroll);
  }, [key, scroller, isReady]);
}
