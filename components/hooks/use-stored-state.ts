"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

const CHANGED = "gatehouse:stored-state";

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage may be forbidden; the preference then lasts for the page only.
    return null;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  window.addEventListener("storage", onChange);
  return () => {
    window.removeEventListener(CHANGED, onChange);
    window.removeEventListener("storage", onChange);
  };
}

/**
 * A preference of this browser, shared by all tabs and components that name the same key.
 * `parse` turns what was stored (of any age, or damaged) into a valid value, or undefined for the fallback.
 */
export function useStoredState<T>(options: {
  key: string;
  fallback: T;
  parse: (stored: unknown) => T | undefined;
}): [T, (next: T) => void] {
  const { fallback, parse } = options;
  const key = `gatehouse.${options.key}`;
  const raw = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: callers pass literals; only another text changes the value
  const value = useMemo(() => {
    if (raw === null) return fallback;
    try {
      return parse(JSON.parse(raw)) ?? fallback;
    } catch {
      return fallback;
    }
  }, [raw]);
  const store = useCallback(
    (next: T) => {
      try {
        window.localStorage.setItem(key, JSON.stringify(next));
      } catch {
        return;
      }
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [value, store];
}
