"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/** The address this page came from; empty while the server renders, which does not know it. */
export function useOrigin(): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.origin,
    () => "",
  );
}
