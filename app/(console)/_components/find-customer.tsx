"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";
import { type Lookup, useRecentLookups } from "./recent-lookups";

const QUERY_LENGTH_MIN = 2;
const TYPING_PAUSE_MS = 200;

/** Support's first move: paste whatever the customer sent. What was opened last is offered again. */
export function FindCustomer({ isLarge = false }: { isLarge?: boolean }) {
  const t = useTranslations("home.support");
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [recent, remember] = useRecentLookups();
  const q = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const isAsking = q.length >= QUERY_LENGTH_MIN;
  const found = useQuery(trpc.search.lookup.queryOptions({ q }, { enabled: isAsking }));
  return (
    <Panel title={t("title")} description={t("hint")} className={isLarge ? "max-w-3xl" : undefined}>
      <SearchInput
        value={text}
        label={t("title")}
        placeholder={t("placeholder")}
        className={isLarge ? "h-10 text-base" : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {isAsking && found.data ? (
        <Lookups label={t("results")} items={found.data.items} onOpen={remember} nothing={t("nothing", { q })} />
      ) : null}
      {!isAsking && isLarge && recent.length > 0 ? (
        <>
          <h3 className="mt-4 text-fg-2 text-xs">{t("recent")}</h3>
          <Lookups label={t("recent")} items={recent} onOpen={remember} />
        </>
      ) : null}
    </Panel>
  );
}

function Lookups(props: {
  label: string;
  items: readonly Lookup[];
  onOpen: (lookup: Lookup) => void;
  /** Said where there are none. */
  nothing?: string;
}) {
  const { label, items, onOpen, nothing } = props;
  const t = useTranslations("shell.palette.kinds");
  return (
    <ul className="mt-2 flex flex-col" aria-label={label}>
      {items.map((item) => (
        <li key={`${item.kind}-${item.id}`} className="min-w-0">
          <Link
            href={item.href}
            onClick={() => onOpen(item)}
            className="flex items-baseline gap-2 rounded-md px-2 py-1.5 hover:bg-hover"
          >
            <span className="w-16 shrink-0 text-fg-3 text-xs">{t(item.kind)}</span>
            <span className="truncate">{item.label}</span>
          </Link>
        </li>
      ))}
      {items.length === 0 && nothing ? <li className="px-2 py-1.5 text-fg-2">{nothing}</li> : null}
    </ul>
  );
}
