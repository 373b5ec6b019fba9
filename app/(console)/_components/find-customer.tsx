"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";

const QUERY_LENGTH_MIN = 2;
const TYPING_PAUSE_MS = 200;

/** Support's first move: paste whatever the customer sent. */
export function FindCustomer() {
  const t = useTranslations("home.support");
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const isAsking = q.length >= QUERY_LENGTH_MIN;
  const found = useQuery(trpc.search.lookup.queryOptions({ q }, { enabled: isAsking }));
  return (
    <Panel title={t("title")} description={t("hint")}>
      <SearchInput
        value={text}
        label={t("title")}
        placeholder={t("placeholder")}
        onChange={(event) => setText(event.target.value)}
      />
      {isAsking && found.data ? (
        <ul className="mt-2 flex flex-col" aria-label={t("results")}>
          {found.data.items.map((item) => (
            <li key={`${item.kind}-${item.id}`} className="min-w-0">
              <Link href={item.href} className="flex items-baseline gap-2 rounded-md px-2 py-1.5 hover:bg-hover">
                <span className="w-16 shrink-0 text-fg-3 text-xs">{t(`kinds.${item.kind}`)}</span>
                <span className="truncate">{item.label}</span>
              </Link>
            </li>
          ))}
          {found.data.items.length === 0 ? <li className="px-2 py-1.5 text-fg-2">{t("nothing", { q })}</li> : null}
        </ul>
      ) : null}
    </Panel>
  );
}
