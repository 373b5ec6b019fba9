"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { InlineEdit } from "@/components/data-table/inline-edit";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { ByteSize, NumberText } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import type { Preview } from "./preview-summary";

type Retention = RouterOutputs["retention"]["get"];
type Row = Retention["classes"][number] & { goes: Preview["classes"][number] | undefined };

const DAYS = /^(0|[2-9]|[1-9]\d{1,4})$/;

/** One row a class of data. */
export function ClassesTable({ preview }: { preview?: Preview | undefined }) {
  const t = useTranslations("retention");
  const state = useTableState(defineFilters({}));
  const retention = useQuery(useTRPC().retention.get.queryOptions());
  const rows = retention.data?.classes.map((row) => ({
    ...row,
    goes: preview?.classes.find(({ name }) => name === row.name),
  }));
  return (
    <DataTable
      id="retention"
      label={t("title")}
      columns={useColumns()}
      query={wholeList({ ...retention, data: rows })}
      state={state}
      getRowId={(row) => row.name}
      getRowLabel={(row) => t(`classes.${row.name}.label`)}
      empty={{ title: t("preview.nothing"), description: "" }}
      isEmbedded
    />
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("retention");
  return [
    {
      id: "class",
      label: t("columns.class"),
      cell: (row) => <ClassName name={row.name} />,
      isFixed: true,
      isGrowing: true,
      widthPx: 300,
      card: "title",
    },
    { id: "days", label: t("columns.days"), align: "right", cell: (row) => <KeptDays row={row} />, widthPx: 120 },
    {
      id: "rows",
      label: t("columns.rows"),
      align: "right",
      cell: (row) => <NumberText value={row.rows} />,
      widthPx: 130,
    },
    {
      id: "size",
      label: t("columns.size"),
      align: "right",
      cell: (row) => <ByteSize value={row.bytes} />,
      widthPx: 110,
    },
    {
      id: "oldest",
      label: t("columns.oldest"),
      cell: (row) => <Time value={row.oldest} format="date" />,
      widthPx: 120,
    },
    { id: "goes", label: t("columns.goes"), align: "right", cell: (row) => <Goes row={row} />, widthPx: 140 },
    {
      id: "frees",
      label: t("columns.frees"),
      align: "right",
      cell: (row) => <ByteSize value={row.goes ? Math.round(row.goes.bytes) : null} />,
      widthPx: 120,
    },
  ];
}

function ClassName({ name }: { name: Row["name"] }) {
  const t = useTranslations(`retention.classes.${name}`);
  return (
    <span className="block min-w-0 truncate">
      {t("label")} <span className="text-fg-2 text-xs">{t("hint")}</span>
    </span>
  );
}

function Goes({ row: { goes } }: { row: Row }) {
  const t = useTranslations("retention.preview");
  if (!goes?.isAtLeast) return <NumberText value={goes?.rows} />;
  return <span className="tabular-nums">{t("atLeast", { rows: goes.rows })}</span>;
}

/** The setting of the class, changed where it is read. */
function KeptDays({ row }: { row: Row }) {
  const t = useTranslations("retention");
  const trpc = useTRPC();
  const mayChange = useCan("setting.update");
  const settings = useQuery(trpc.setting.list.queryOptions({ page: "retention" }, { enabled: mayChange }));
  const save = useAction(trpc.setting.update.mutationOptions(), {
    success: t("daysSaved"),
    invalidate: [trpc.setting.pathFilter(), trpc.retention.get.pathFilter(), trpc.retention.preview.pathFilter()],
    undo: useUndoSave(() => ({ kind: "setting", id: row.setting })),
  });
  const setting = settings.data?.find(({ key }) => key === row.setting);
  const shown = row.days === 0 ? t("forever") : <NumberText value={row.days} />;
  const change = async (text: string) => {
    const { version = 0 } = setting ?? {};
    return (await save.run({ changes: [{ key: row.setting, value: Number(text), version }] })).ok;
  };
  return (
    <InlineEdit
      value={String(row.days)}
      label={`${t("columns.days")}: ${t(`classes.${row.name}.label`)}`}
      type="number"
      align="right"
      check={(text) => (DAYS.test(text) && Number(text) <= 36_500 ? null : t("daysInvalid"))}
      onSave={change}
      isDisabled={!setting}
    >
      {shown}
    </InlineEdit>
  );
}
