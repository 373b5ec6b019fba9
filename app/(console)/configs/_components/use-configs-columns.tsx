"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { Badge } from "@/components/ui/badge";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { ConfigRow } from "./config-row";

export function useConfigsColumns(isOwnerShown: boolean): Column<ConfigRow>[] {
  const t = useTranslations("config");
  const owner: Column<ConfigRow> = { id: "owner", label: t("owner"), cell: (row) => row.ownerName, widthPx: 150 };
  return [
    {
      id: "key",
      label: t("key"),
      cell: (row) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-mono font-semibold text-xs">{row.key}</span>
          <span className="truncate text-fg-2">{row.name}</span>
        </span>
      ),
      widthPx: 240,
      isFixed: true,
      isGrowing: true,
      card: "title",
    },
    { id: "state", label: t("state"), cell: (row) => <ConfigState config={row} />, widthPx: 120, card: "aside" },
    ...(isOwnerShown ? [owner] : []),
    { id: "template", label: t("template"), cell: (row) => row.templateName, widthPx: 200 },
    {
      id: "version",
      label: t("version"),
      cell: (row) => (
        <span className="flex items-center gap-2 tabular-nums">
          {row.templateLabel}
          {row.isTemplateNewer ? <Badge tone="info">{t("newer")}</Badge> : null}
        </span>
      ),
      widthPx: 150,
    },
    { id: "scope", label: t("scope"), cell: (row) => t(`scopes.${row.scope}`), widthPx: 130 },
    { id: "expiresAt", label: t("expiresAt"), cell: (row) => <Time value={row.expiresAt} />, widthPx: 130 },
    { id: "updatedAt", label: t("updatedAt"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 130 },
    { id: "id", label: "ID", cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
}

export function ConfigState({ config }: { config: { isActive: boolean; isExpired: boolean } }) {
  const t = useTranslations("config.states");
  if (config.isExpired) return <StatusBadge status="expired">{t("expired")}</StatusBadge>;
  if (!config.isActive) return <StatusBadge status="disabled">{t("off")}</StatusBadge>;
  return (
    <StatusBadge status="active" isQuiet>
      {t("active")}
    </StatusBadge>
  );
}
