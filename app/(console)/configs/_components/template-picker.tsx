"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTemplateName } from "@/components/domain/template/template-name";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { SearchInput } from "@/components/ui/search-input";

/** The templates that something can be made from, by category. */
export function TemplatePicker({ onPick }: { onPick: (id: string) => void }) {
  const t = useTranslations("config");
  const trpc = useTRPC();
  const nameOf = useTemplateName();
  const [search, setSearch] = useState("");
  const categories = useQuery(trpc.category.list.queryOptions());
  const query = useQuery(trpc.template.list.queryOptions({ isActive: true }));
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <SearchInput
        label={t("searchTemplates")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="max-w-sm"
      />
      <QueryState query={query}>
        {(templates) => {
          const found = templates.filter((template) => {
            const { name, description } = nameOf(template);
            return `${name} ${description} ${template.name}`.toLowerCase().includes(search.trim().toLowerCase());
          });
          if (found.length === 0) return <p className="text-fg-2">{t("noTemplates")}</p>;
          const groups = (categories.data ?? []).map(({ id, name }) => ({
            id,
            name,
            templates: found.filter(({ categoryId }) => categoryId === id),
          }));
          return groups
            .filter(({ templates: inside }) => inside.length > 0)
            .map((group) => (
              <section key={group.id} className="flex flex-col gap-2">
                <h2 className="font-semibold text-fg-2 text-xs">{group.name}</h2>
                <ul className="grid gap-2 sm:grid-cols-2">
                  {group.templates.map((template) => (
                    <li key={template.id}>
                      <button
                        type="button"
                        onClick={() => onPick(template.id)}
                        className="flex h-full w-full flex-col gap-0.5 rounded-lg border border-border p-3 text-left hover:bg-hover"
                      >
                        <span className="flex items-center gap-2 font-semibold">
                          {nameOf(template).name}
                          <Badge>{template.label}</Badge>
                        </span>
                        <span className="text-fg-2 text-xs">{nameOf(template).description}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            ));
        }}
      </QueryState>
    </div>
  );
}
