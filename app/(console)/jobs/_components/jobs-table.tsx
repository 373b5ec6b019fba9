"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { PageHeader } from "@/components/ui/page-header";
import { JOB_KINDS, JOB_STATUSES } from "@/server/operations/job/schema";
import { JobDetail } from "./job-detail";
import { isUnfinished, useJobKindName } from "./job-state";
import { useJobsColumns } from "./jobs-columns";

const LIVE_MS = 1_500;
const QUIET_MS = 15_000;

export function JobsTable() {
  const t = useTranslations("job");
  const trpc = useTRPC();
  const kindName = useJobKindName();
  const state = useTableState(
    defineFilters({
      status: {
        kind: "options",
        label: t("columns.status"),
        isPrimary: true,
        options: JOB_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      },
      kind: {
        kind: "options",
        label: t("columns.kind"),
        isPrimary: true,
        options: JOB_KINDS.map((value) => ({ value, label: kindName(value) })),
      },
    }),
  );
  const query = useInfiniteQuery({
    ...trpc.job.list.infiniteQueryOptions(state.values, keyset),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some(isUnfinished)) ? LIVE_MS : QUIET_MS,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        id="jobs"
        label={t("title")}
        columns={useJobsColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => kindName(row.kind)}
        detail={{
          title: (_id, row) => (row ? kindName(row.kind) : t("one")),
          render: (id) => <JobDetail id={id} onOpen={state.setOpenId} />,
        }}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
    </>
  );
}
