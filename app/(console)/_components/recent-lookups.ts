"use client";

import { useStoredState } from "@/components/hooks/use-stored-state";
import { useViewer } from "@/components/layout/viewer";
import { FOUND_KINDS, type FoundKind } from "@/server/operations/search/schema";

export type Lookup = { kind: FoundKind; id: string; label: string; href: string };

const LOOKUPS_MAX = 8;
const NONE: Lookup[] = [];

/** What somebody opened from the search, newest first. It stays in this browser. */
export function useRecentLookups(): [Lookup[], (lookup: Lookup) => void] {
  const { id } = useViewer();
  const [lookups, store] = useStoredState<Lookup[]>({ key: `lookups.${id}`, fallback: NONE, parse: parseLookups });
  const add = (lookup: Lookup) => {
    const others = lookups.filter(({ href }) => href !== lookup.href);
    store([lookup, ...others].slice(0, LOOKUPS_MAX));
  };
  return [lookups, add];
}

function parseLookups(stored: unknown): Lookup[] | undefined {
  return Array.isArray(stored) ? stored.filter(isLookup).slice(0, LOOKUPS_MAX) : undefined;
}

function isLookup(value: unknown): value is Lookup {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, label, href } = value as Record<string, unknown>;
  const isText = [id, label, href].every((text) => typeof text === "string");
  // Only ways inside this site: what was stored may have been tampered with.
  return (
    isText && String(href).startsWith("/") && !String(href).startsWith("//") && FOUND_KINDS.some((one) => one === kind)
  );
}
