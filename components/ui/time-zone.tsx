"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/** The viewer's zone (IANA name); undefined means the browser's own. */
export const TimeZoneContext = createContext<string | undefined>(undefined);

const neverChanges = () => () => undefined;

/**
 * The viewer's zone; undefined means the browser's own. Until the page is alive in a browser it is UTC: the server, which
 * wrote the page first, may stand in another zone, and both must begin with the same words.
 */
export function useTimeZone(): string | undefined {
  const chosen = useContext(TimeZoneContext);
  const isAlive = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return chosen ?? (isAlive ? undefined : "UTC");
}
