"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTemplateName } from "@/components/domain/template/template-name";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { CategoryTree } from "./category-tree";
import { useTemplatesColumns } from "./use-templates-columns";

/** What configurations can be made from: the tree of categories beside the list of templates. */
export function TemplatesPage() {
  const t = useTranslations("template");
  const trpc = useTRPC();
  const mayManage = useCan("template.manage");
  const nameOf = useTemplateName();
  const categories = useQuery(trpc.category.list.queryOptions());
  const state = useTableState(
    defineFilters({
      q: { kind: "search", placeholder: t("search") },
      category: {
        kind: "options",
        label: t("category"),
        options: (categories.data ?? []).map(({ id, name, depth }) => ({
          value: id,
          label: `${"– ".repeat(depth)}${name}`,
        })),
      },
      active: { kind: "boolean", label: t("active") },
      system: { kind: "boolean", label: t("system") },
    }),
  );
  const { q, category, active, system } = state.values;
  const templates = useQuery(trpc.template.list.queryOptions({ q, isActive: active, isSystem: system }));
  const shown = templates.data?.filter(
    (row) => !category || category.length === 0 || category.includes(row.categoryId),
  );
  const createButton = (
    <Button variant="primary" asChild>
      <Link href="/templates/new">
        <Plus aria-hidden />
        {t("create")}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={mayManage ? createButton : null} />
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <CategoryTree
          categories={categories.data ?? []}
          chosen={category ?? []}
          onChoose={(ids) => state.setFilter("category", ids)}
        />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <DataTable
            id="templates"
            label={t("title")}
            columns={useTemplatesColumns(categories.data ?? [])}
            state={state}
            query={wholeList({ ...templates, data: shown })}
            getRowId={(row) => row.id}
            getRowLabel={(row) => nameOf(row).name}
            rowHref={(row) => `/templates/${row.id}`}
            empty={{
              title: t("empty.title"),
              description: t("empty.hint"),
              ...(mayManage ? { action: createButton } : {}),
            }}
          />
        </div>
      </div>
    </>
  );
}
