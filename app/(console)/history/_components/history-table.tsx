"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { FileJson, History, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useObjectName } from "@/components/domain/revision/object-name";
import { RevisionDetail } from "@/components/domain/revision/revision-detail";
import type { RevisionRow } from "@/components/domain/revision/revision-row";
import { RollBackDialog } from "@/components/domain/revision/roll-back-dialog";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { PageHeader } from "@/components/ui/page-header";
import { REVISION_KINDS } from "@/server/configuration/revision/schema";
import { MomentSheet } from "./moment-sheet";
import { useHistoryColumns } from "./use-history-columns";

/** Every change of anything configurable, newest first. */
export function HistoryTable() {
  const t = useTranslations("revision");
  const trpc = useTRPC();
  const mayRestore = useCan("revision.restore");
  const mayExport = useCan("document.export");
  const nameOf = useObjectName();
  const [rolledBack, setRolledBack] = useState<string | null>(null);
  const [isMomentOpen, setIsMomentOpen] = useState(false);
  const state = useTableState(useHistoryFilters());
  const { created, ...values } = state.values;
  const query = useInfiniteQuery(
    trpc.revision.list.infiniteQueryOptions({ ...values, createdFrom: created?.from, createdTo: created?.to }, keyset),
  );
  const rowActions = (row: RevisionRow) => (
    <DropdownMenuItem onSelect={() => setRolledBack(row.changeId)}>
      <Undo2 aria-hidden />
      {t("rollBack.open")}
    </DropdownMenuItem>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {mayExport ? (
              <Button asChild>
                <Link href="/documents">
                  <FileJson aria-hidden />
                  {t("documents")}
                </Link>
              </Button>
            ) : null}
            {mayRestore ? (
              <Button onClick={() => setIsMomentOpen(true)}>
                <History aria-hidden />
                {t("moment.open")}
              </Button>
            ) : null}
          </>
        }
      />
      <DataTable
        id="history"
        label={t("title")}
        columns={useHistoryColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        detail={{
          title: (_id, row) =>
            row
              ? t("detailTitle", {
                  name: nameOf({ kind: row.kind, id: row.objectId, label: row.label }),
                  number: row.number,
                })
              : t("detailPlain"),
          render: (id) => <RevisionDetail id={id} />,
        }}
        {...(mayRestore ? { rowActions } : {})}
        empty={{ title: t("empty.title"), description: t("empty.description") }}
      />
      {rolledBack ? <RollBackDialog changeId={rolledBack} onClose={() => setRolledBack(null)} /> : null}
      {mayRestore ? <MomentSheet open={isMomentOpen} onOpenChange={setIsMomentOpen} /> : null}
    </>
  );
}

function useHistoryFilters() {
  const t = useTranslations("revision.filters");
  const tKinds = useTranslations("revision.kinds");
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    kind: {
      kind: "options",
      label: t("kind"),
      isPrimary: true,
      options: REVISION_KINDS.map((value) => ({ value, label: tKinds(value) })),
    },
    created: { kind: "dateRange", label: t("created"), isPrimary: true },
    actorId: { kind: "text", label: t("actor"), isMono: true },
    objectId: { kind: "text", label: t("object"), isMono: true },
    changeId: { kind: "text", label: t("change"), isMono: true },
  });
}
