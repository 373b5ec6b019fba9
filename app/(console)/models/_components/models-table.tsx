"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ClipboardPaste, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Selection } from "@/components/data-table/bulk-bar";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { PageHeader } from "@/components/ui/page-header";
import type { ModelRow } from "./model-row";
import { ModelSummary } from "./model-summary";
import { useModelsFilters } from "./models-filters";
import { PriceExport } from "./price-export";
import { PriceFactor } from "./price-factor";
import { PriceForm } from "./price-form";
import { PriceImport } from "./price-import";
import { UnpricedNote } from "./unpriced-note";
import { useDeletePrices } from "./use-delete-prices";
import { useModelsColumns } from "./use-models-columns";
import { useSaveCell } from "./use-save-cell";

/** Every model somebody priced, serves or asked for, with the base price that group ratios multiply. */
export function ModelsTable() {
  const t = useTranslations("price");
  const trpc = useTRPC();
  const mayManage = useCan("price.manage");
  const [edited, setEdited] = useState<ModelRow | "new" | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  const [sheet, setSheet] = useState<string | null>(null);
  const [multiplied, setMultiplied] = useState<Selection<ModelRow> | null>(null);
  const saveCell = useSaveCell();
  const remove = useDeletePrices();
  const state = useTableState(useModelsFilters());
  const { q, ...values } = state.values;
  const query = useInfiniteQuery(trpc.price.list.infiniteQueryOptions({ ...values, search: q }, keyset));
  const rowActions = (row: ModelRow) => (
    <>
      <DropdownMenuItem onSelect={() => setEdited(row)}>
        <Pencil aria-hidden />
        {row.price ? t("edit") : t("set")}
      </DropdownMenuItem>
      {row.price ? (
        <DropdownMenuItem isDanger onSelect={() => void remove([row.model])}>
          <Trash2 aria-hidden />
          {t("delete")}
        </DropdownMenuItem>
      ) : null}
    </>
  );
  const bulkActions = (selection: Selection<ModelRow>) => (
    <>
      {selection.scope === "ids" ? (
        <Button size="sm" onClick={() => setMultiplied(selection)}>
          {t("bulk.open")}
        </Button>
      ) : null}
      <Button size="sm" variant="danger-ghost" onClick={() => void remove(selection.ids, selection.clear)}>
        {t("delete")}
      </Button>
    </>
  );
  const preview = (text: string) => {
    multiplied?.clear();
    setMultiplied(null);
    setSheet(text);
    setIsImporting(true);
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayManage ? <PriceButtons onImport={() => setIsImporting(true)} onAdd={() => setEdited("new")} /> : null
        }
      />
      <DataTable
        id="models"
        label={t("title")}
        columns={useModelsColumns(mayManage ? saveCell : null)}
        state={state}
        query={query}
        getRowId={(row) => row.model}
        detail={{ title: (id) => id, render: (id) => <ModelSummary model={id} onEdit={setEdited} /> }}
        {...(mayManage ? { rowActions, bulkActions } : {})}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      >
        <UnpricedNote
          count={query.data?.pages[0]?.unpricedCount ?? 0}
          isShown={state.values.state?.includes("unpriced") ?? false}
          onShow={() => state.setFilter("state", ["unpriced"])}
        />
      </DataTable>
      {edited === null ? null : (
        <PriceForm
          model={edited === "new" ? null : edited}
          open
          onOpenChange={(open) => {
            if (!open) setEdited(null);
          }}
        />
      )}
      {multiplied ? (
        <PriceFactor
          models={multiplied.rows.filter(({ price }) => price !== null)}
          onOpenChange={() => setMultiplied(null)}
          onSheet={preview}
        />
      ) : null}
      {mayManage ? (
        <PriceImport
          open={isImporting}
          sheet={sheet}
          onOpenChange={(open) => {
            setIsImporting(open);
            if (!open) setSheet(null);
          }}
        />
      ) : null}
    </>
  );
}

function PriceButtons({ onImport, onAdd }: { onImport: () => void; onAdd: () => void }) {
  const t = useTranslations("price");
  return (
    <>
      <PriceExport />
      <Button onClick={onImport}>
        <ClipboardPaste aria-hidden />
        {t("import.open")}
      </Button>
      <Button variant="primary" onClick={onAdd}>
        <Plus aria-hidden />
        {t("add")}
      </Button>
    </>
  );
}
