"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { CodeBlock } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Duration, NumberText } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import { CellTooltip } from "@/components/ui/tooltip";
import type { SlowQuery } from "./health-rows";

/** Our own statements that took long, with the plan of the slowest run of each. */
export function SlowQueries() {
  const t = useTranslations("database.slow");
  const trpc = useTRPC();
  const slow = useQuery(trpc.database.slowQueries.queryOptions());
  const state = useTableState({}, { prefix: "slow" });
  return (
    <DataTable
      id="slow-queries"
      label={t("title")}
      isEmbedded
      columns={useSlowColumns()}
      state={state}
      query={wholeList(slow)}
      getRowId={(row) => row.id}
      getRowLabel={(row) => row.statement.slice(0, 60)}
      detail={{
        title: () => t("one"),
        render: (id) => {
          const query = slow.data?.find((row) => row.id === id);
          return query ? <SlowQueryDetail query={query} /> : <EmptyState kind="none" title={t("gone")} />;
        },
      }}
      empty={{ title: t("empty.title"), description: t("empty.hint") }}
    />
  );
}

function useSlowColumns(): Column<SlowQuery>[] {
  const t = useTranslations("database.slow.columns");
  return [
    {
      id: "statement",
      label: t("statement"),
      isFixed: true,
      isGrowing: true,
      widthPx: 320,
      card: "title",
      cell: (row) => (
        <CellTooltip content={() => row.statement.slice(0, 400)}>
          <span className="truncate font-mono text-xs">{row.statement}</span>
        </CellTooltip>
      ),
    },
    { id: "longest", label: t("longest"), align: "right", widthPx: 96, cell: (row) => <Duration ms={row.longestMs} /> },
    {
      id: "mean",
      label: t("mean"),
      align: "right",
      widthPx: 96,
      cell: (row) => <Duration ms={Math.round(row.totalMs / Math.max(1, row.callCount))} />,
    },
    {
      id: "count",
      label: t("count"),
      align: "right",
      widthPx: 88,
      cell: (row) => <NumberText value={row.callCount} />,
    },
    { id: "node", label: t("node"), widthPx: 160, cell: (row) => <span className="truncate">{row.node}</span> },
    { id: "lastSeen", label: t("lastSeen"), widthPx: 130, cell: (row) => <Time value={row.lastSeenAt} /> },
  ];
}

function SlowQueryDetail({ query }: { query: SlowQuery }) {
  const t = useTranslations("database.slow");
  return (
    <div className="space-y-4">
      <DefinitionList>
        <Definition term={t("columns.longest")}>
          <Duration ms={query.longestMs} />
        </Definition>
        <Definition term={t("columns.mean")}>
          <Duration ms={Math.round(query.totalMs / Math.max(1, query.callCount))} />
        </Definition>
        <Definition term={t("columns.count")}>
          <NumberText value={query.callCount} />
        </Definition>
        <Definition term={t("columns.node")}>{query.node}</Definition>
        <Definition term={t("columns.lastSeen")}>
          <Time value={query.lastSeenAt} format="exact" />
        </Definition>
      </DefinitionList>
      <CodeBlock title={t("statement")} code={query.statement} isWrapped />
      {query.queryPlan ? (
        <CodeBlock title={t("plan")} code={query.queryPlan} />
      ) : (
        <p className="text-fg-2">{t("noPlan")}</p>
      )}
      <p className="text-fg-2 text-xs">{t("values")}</p>
    </div>
  );
}
