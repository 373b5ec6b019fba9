"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { DeskResults } from "./desk-results";

const TYPING_MS = 250;
const LENGTH_MIN = 2;

/** One box for everything a customer may send. Enter takes the only or first customer, arrows move among them. */
export function DeskSearch(props: {
  query: string;
  chosenId: string | null;
  onSearch: (text: string) => void;
  onChoose: (userId: string) => void;
}) {
  const { query, chosenId, onSearch, onChoose } = props;
  const t = useTranslations("desk.search");
  const [text, setText] = useState(query);
  const settled = useDebounced(text.trim(), TYPING_MS);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = useQuery(
    useTRPC().desk.find.queryOptions(
      { q: settled },
      { enabled: settled.length >= LENGTH_MIN, placeholderData: keepPreviousData },
    ),
  );
  const customers = settled.length >= LENGTH_MIN ? (found.data?.customers ?? []) : [];
  const only = customers.length === 1 && !found.isPlaceholderData ? customers[0]?.id : undefined;

  useEffect(() => input.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed is the event; the handlers are only its answer
  useEffect(() => {
    if (settled !== query) onSearch(settled);
  }, [settled]);
  // A search that leaves no choice needs no click. What the URL already names stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the event
  useEffect(() => {
    if (only && chosenId === null) onChoose(only);
  }, [only, chosenId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const first = customers[0];
    if (event.key === "Enter" && first) onChoose(first.id);
    if (event.key === "ArrowDown") list.current?.querySelector<HTMLElement>("button")?.focus();
    if (event.key === "Escape") setText("");
    if (["Enter", "ArrowDown"].includes(event.key)) event.preventDefault();
  };
  return (
    <search className="flex max-w-3xl flex-col gap-2">
      <Label htmlFor="desk-search">{t("label")}</Label>
      <Input
        ref={input}
        id="desk-search"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={t("placeholder")}
        autoComplete="off"
        spellCheck={false}
        className="h-10 text-base"
      />
      {settled.length >= LENGTH_MIN ? (
        <QueryState query={found}>
          {(data) => <DeskResults ref={list} found={data} chosenId={chosenId} onChoose={onChoose} query={settled} />}
        </QueryState>
      ) : (
        <p className="text-fg-2 text-xs">{t("hint")}</p>
      )}
    </search>
  );
}
