"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { InlineEdit } from "@/components/data-table/inline-edit";
import { PriceAmount } from "@/components/domain/price/price-amount";
import { BadgeList } from "@/components/ui/badge";
import { NumberText } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import { PRICE_PATTERN } from "@/server/supply/price/schema";
import { ModelName } from "./model-name";
import type { ModelRow } from "./model-row";
import { ModelState } from "./model-state";
import { usePriceColumns } from "./use-price-columns";
import type { SaveCell } from "./use-save-cell";

const EDITED = { input: "inputPrice", cached: "cachedInputPrice", output: "outputPrice", call: "callPrice" } as const;
type EditedColumn = keyof typeof EDITED;

function isEdited(id: string): id is EditedColumn {
  return id in EDITED;
}

/** The columns of the model list; with `save`, prices are edited in their cells. */
export function useModelsColumns(save: SaveCell | null): Column<ModelRow>[] {
  const t = useTranslations("price");
  const prices = usePriceColumns<ModelRow>((row) => row.price).map((column) =>
    save && isEdited(column.id) ? withEditing(column, EDITED[column.id], { save, fault: t("form.badPrice") }) : column,
  );
  return [
    {
      id: "model",
      label: t("columns.model"),
      cell: (row) => <ModelName name={row.model} />,
      widthPx: 220,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    {
      id: "state",
      label: t("columns.state"),
      cell: (row) => <ModelState model={row} />,
      widthPx: 112,
      card: "aside",
    },
    {
      id: "mode",
      label: t("columns.mode"),
      cell: (row) => (row.price ? t(`modes.${row.price.mode}`) : "—"),
      widthPx: 90,
      isHidden: true,
    },
    ...prices,
    {
      id: "channels",
      label: t("columns.channels"),
      cell: (row) => <ChannelCount model={row} />,
      widthPx: 84,
      align: "right",
    },
    { id: "groups", label: t("columns.groups"), cell: (row) => <BadgeList items={row.groups} max={2} />, widthPx: 150 },
    { id: "updated", label: t("columns.updated"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 104 },
  ];
}

type PriceKey = (typeof EDITED)[EditedColumn];

function withEditing(
  column: Column<ModelRow>,
  field: PriceKey,
  options: { save: SaveCell; fault: string },
): Column<ModelRow> {
  return {
    ...column,
    cell: (row) => {
      const { price } = row;
      // Only the prices that are charged can be edited in place; the mode changes in the form.
      if (!price || (price.mode === "call") !== (field === "callPrice")) return column.cell(row);
      const value = price[field] ?? price.inputPrice;
      return (
        <InlineEdit
          value={value}
          label={`${column.label}, ${row.model}`}
          align="right"
          check={(text) => (PRICE_PATTERN.test(text.trim()) ? null : options.fault)}
          onSave={(text) => options.save(row, { [field]: text.trim() })}
        >
          <PriceAmount value={value} isAligned />
        </InlineEdit>
      );
    },
  };
}

function ChannelCount({ model }: { model: ModelRow }) {
  if (model.channelCount === 0) return <NumberText value={0} className="text-fg-3" />;
  return (
    <Link
      href={`/channels?model=${encodeURIComponent(model.model)}`}
      className="link"
      onClick={(event) => event.stopPropagation()}
    >
      <NumberText value={model.channelCount} />
    </Link>
  );
}
