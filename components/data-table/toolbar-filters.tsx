"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useShortcuts } from "../shortcuts/shortcut-provider";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { exclusionKey } from "./filter";
import { FilterControl, type ToolbarFilter } from "./filter-control";
import type { TableState } from "./use-table-state";

const ALL_SHOWN_UP_TO = 4;

type Entry = [string, ToolbarFilter];

/** The filters of a list: the primary and the set ones as chips, the rest behind one button. `f` and `t` open them. */
export function ToolbarFilters({ state, filters }: { state: TableState; filters: readonly Entry[] }) {
  const t = useTranslations("table");
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const heldAt = (key: string) => state.raw[key] ?? null;
  const isShown = ([key, filter]: Entry) =>
    filters.length <= ALL_SHOWN_UP_TO || filter.isPrimary || heldAt(key) !== null || key === openKey;
  const shown = filters.filter(isShown);
  const others = filters.filter((entry) => !isShown(entry));
  const range = filters.find(([, filter]) => filter.kind === "dateRange")?.[0];
  const first = shown.find(([key]) => key !== range)?.[0];
  const group = t("keys.group");
  useShortcuts([
    ...(filters.length > 0
      ? [
          {
            keys: "f",
            label: t("keys.filter"),
            group,
            run: () => (others.length > 0 ? setIsMenuOpen(true) : setOpenKey(first ?? null)),
          },
        ]
      : []),
    ...(range ? [{ keys: "t", label: t("keys.range"), group, run: () => setOpenKey(range) }] : []),
  ]);
  const chip = ([key, filter]: Entry, isExclusion: boolean) => {
    const place = isExclusion ? exclusionKey(key) : key;
    return (
      <FilterControl
        key={place}
        filter={filter}
        choice={{ value: heldAt(key), excluded: heldAt(exclusionKey(key)) }}
        onChange={(part, value) => state.setFilter(part === "value" ? key : exclusionKey(key), value)}
        isOpen={openKey === place}
        onOpenChange={(isOpen) => setOpenKey(isOpen ? place : null)}
        isExclusion={isExclusion}
      />
    );
  };
  return (
    <>
      {shown.map((entry) => chip(entry, false))}
      {filters
        .filter(([key]) => heldAt(exclusionKey(key)) !== null || openKey === exclusionKey(key))
        .map((entry) => chip(entry, true))}
      {others.length > 0 ? (
        <DropdownMenu open={isMenuOpen} onOpenChange={setIsMenuOpen}>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="sm" className="font-normal">
              <ListFilter aria-hidden />
              {t("addFilter")}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" onCloseAutoFocus={(event) => openKey && event.preventDefault()}>
            {others.map(([key, filter]) => (
              <DropdownMenuItem key={key} onSelect={() => setOpenKey(key)}>
                {filter.label}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      {state.isFiltered ? (
        <Button variant="ghost" size="sm" className="font-normal" onClick={state.clearFilters}>
          {t("clearFilters")}
        </Button>
      ) : null}
    </>
  );
}
