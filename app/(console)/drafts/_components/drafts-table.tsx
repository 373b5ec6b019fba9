"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import type { DraftRow } from "@/components/domain/draft/draft-row";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { BadgeList } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { DRAFT_STATUSES } from "@/server/configuration/draft/schema";

/** Changes that are prepared and not in force yet, and those that were published. */
export function DraftsTable() {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const mayManage = useCan("draft.manage");
  const [isCreating, setIsCreating] = useState(false);
  const state = useTableState(
    defineFilters({
      status: {
        kind: "options",
        label: t("columns.status"),
        isPrimary: true,
        options: DRAFT_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
      },
    }),
  );
  const query = useInfiniteQuery(trpc.draft.list.infiniteQueryOptions(state.values, keyset));
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={mayManage ? create : null} />
      <DataTable
        id="drafts"
        label={t("title")}
        columns={useDraftsColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        rowHref={(row) => `/drafts/${row.id}`}
        empty={{ title: t("empty.title"), description: t("empty.description") }}
      />
      {isCreating ? <CreateDraft onClose={() => setIsCreating(false)} /> : null}
    </>
  );
}

function useDraftsColumns(): Column<DraftRow>[] {
  const t = useTranslations("draft");
  return [
    {
      id: "title",
      label: t("columns.title"),
      cell: (row) => <span className="truncate">{row.title}</span>,
      widthPx: 260,
      isFixed: true,
      isGrowing: true,
      card: "title",
    },
    {
      id: "status",
      label: t("columns.status"),
      cell: (row) => <StatusBadge status={row.status}>{t(`statuses.${row.status}`)}</StatusBadge>,
      widthPx: 120,
      card: "aside",
    },
    {
      id: "objects",
      label: t("columns.objects"),
      cell: (row) =>
        row.objects.length > 0 ? <BadgeList items={row.objects.map(({ label }) => label)} max={4} /> : "—",
      widthPx: 280,
    },
    { id: "createdBy", label: t("columns.createdBy"), cell: (row) => row.createdByName, widthPx: 130 },
    {
      id: "publishAt",
      label: t("columns.publishAt"),
      cell: (row) => <Time value={row.publishedAt ?? row.publishAt} format="exact" />,
      widthPx: 150,
    },
    { id: "updatedAt", label: t("columns.updatedAt"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 120 },
  ];
}

const TitleForm = z.object({
  title: z.string().trim().min(1, "required").max(191),
  reason: z.string().trim().max(500),
});

function CreateDraft({ onClose }: { onClose: () => void }) {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const router = useRouter();
  const form = useZodForm({ schema: TitleForm, defaultValues: { title: "", reason: "" } });
  const create = useAction(trpc.draft.create.mutationOptions(), { invalidate: [trpc.draft.pathFilter()] });
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("create")}
      description={t("createHint")}
      form={form}
      onSubmit={async (values) => {
        const { id } = await create.call(values);
        router.push(`/drafts/${id}`);
      }}
      submitLabel={t("create")}
    >
      <TextField control={form.control} name="title" label={t("columns.title")} isAutoFocus />
      <TextareaField
        control={form.control}
        name="reason"
        label={t("reason")}
        description={t("reasonHint")}
        isOptional
        rows={2}
      />
    </FormDialog>
  );
}
