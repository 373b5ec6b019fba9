"use client";

import { createContext, useContext } from "react";

/** The viewer's zone (IANA name); undefined means the browser's own. */
export const TimeZoneContext = createContext<string | undefined>(undefined);

export function useTimeZone(): string | undefined {
  return useContext(TimeZoneContext);
}
