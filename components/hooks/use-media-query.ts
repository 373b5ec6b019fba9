"use client";

import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query matches; false on the server and during hydration. */
function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** Below 640 px: rows become cards, dialogs rise from the bottom. */
export function useIsPhone(): boolean {
  return useMediaQuery("(max-width: 639.9px)");
}

/** From 1024 px on there is room for a sheet beside the list. */
export function useIsWide(): boolean {
  return useMediaQuery("(min-width: 1024px)");
}
