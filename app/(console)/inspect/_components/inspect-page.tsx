"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { type FormEvent, useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { SearchInput } from "@/components/ui/search-input";
import { Findings } from "./findings";
import { shortenedKey } from "./shortened-key";

/** One big field for whatever a customer sent, and all that is known by it. */
export function InspectPage() {
  const t = useTranslations("inspect");
  const [q, setQ] = useQueryState("q", parseAsString.withDefault("").withOptions({ history: "push" }));
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <div className="flex max-w-4xl flex-col gap-6">
          <SearchForm key={q} text={q} onSearch={(text) => void setQ(text === "" ? null : text)} />
          {q === "" ? <EmptyState kind="none" title={t("start")} description={t("startHint")} /> : <Answer q={q} />}
        </div>
      </PageBody>
    </>
  );
}

function SearchForm({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const t = useTranslations("inspect");
  const [value, setValue] = useState(text);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(shortenedKey(value.trim()));
  };
  return (
    <search>
      <form onSubmit={handleSubmit} className="flex gap-2">
        <div className="min-w-0 flex-1">
          <SearchInput
            label={t("search")}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            className="h-11 font-mono text-base"
            spellCheck={false}
            autoComplete="off"
            autoFocus={text === ""}
          />
        </div>
        <Button type="submit" variant="primary" className="h-11">
          {t("find")}
        </Button>
      </form>
    </search>
  );
}

function Answer({ q }: { q: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.inspector.resolve.queryOptions({ q }));
  return <QueryState query={query}>{(found) => <Findings q={q} found={found} />}</QueryState>;
}
