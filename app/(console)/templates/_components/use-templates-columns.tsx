"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { useTemplateName } from "@/components/domain/template/template-name";
import { Badge } from "@/components/ui/badge";
import { NumberText } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { CategoryRow, TemplateRow } from "./template-row";

export function useTemplatesColumns(categories: readonly CategoryRow[]): Column<TemplateRow>[] {
  const t = useTranslations("template");
  const nameOf = useTemplateName();
  const categoryOf = new Map(categories.map(({ id, name }) => [id, name]));
  return [
    {
      id: "name",
      label: t("name"),
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-semibold">{nameOf(row).name}</span>
          {row.isSystem ? <Badge>{t("builtIn")}</Badge> : null}
        </span>
      ),
      widthPx: 260,
      isFixed: true,
      isGrowing: true,
      card: "title",
    },
    { id: "state", label: t("state"), cell: (row) => <TemplateState template={row} />, widthPx: 120, card: "aside" },
    { id: "category", label: t("category"), cell: (row) => categoryOf.get(row.categoryId) ?? "—", widthPx: 160 },
    {
      id: "label",
      label: t("version"),
      cell: (row) => <span className="tabular-nums">{row.label}</span>,
      widthPx: 100,
    },
    {
      id: "configs",
      label: t("configs"),
      cell: (row) => <NumberText value={row.configCount} />,
      align: "right",
      widthPx: 130,
    },
    { id: "updatedAt", label: t("updatedAt"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 130 },
    { id: "id", label: "ID", cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}

export function TemplateState({ template }: { template: { isActive: boolean } }) {
  const t = useTranslations("template.states");
  return template.isActive ? (
    <StatusBadge status="active" isQuiet>
      {t("active")}
    </StatusBadge>
  ) : (
    <StatusBadge status="disabled">{t("archived")}</StatusBadge>
  );
}
