"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { providerName } from "@/components/domain/channel/provider-name";
import type { OwnProviderRow } from "@/components/domain/provider/own-provider-row";
import { Badge } from "@/components/ui/badge";
import { CompactNumber, NumberText } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

export function useProvidersColumns(): Column<OwnProviderRow>[] {
  const t = useTranslations("ownProvider.columns");
  return [
    {
      id: "name",
      label: t("name"),
      isFixed: true,
      isGrowing: true,
      widthPx: 220,
      card: "title",
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-semibold">{row.label}</span>
          {row.label === row.name ? null : <span className="truncate font-mono text-fg-3 text-xs">{row.name}</span>}
          {row.isDefault ? <Badge tone="info">{t("default")}</Badge> : null}
        </span>
      ),
    },
    {
      id: "state",
      label: t("state"),
      widthPx: 130,
      card: "aside",
      cell: (row) => <ChannelStatus status={row.status} reason={row.statusReason} />,
    },
    {
      id: "type",
      label: t("type"),
      widthPx: 150,
      cell: (row) => <span className="truncate">{providerName({ provider: "openai", preset: row.type })}</span>,
    },
    {
      id: "models",
      label: t("models"),
      widthPx: 90,
      align: "right",
      cell: (row) => <NumberText value={row.models.length} />,
    },
    {
      id: "priority",
      label: t("priority"),
      widthPx: 90,
      align: "right",
      cell: (row) => <NumberText value={row.priority} />,
    },
    {
      id: "requests",
      label: t("requests"),
      hint: t("requestsHint"),
      widthPx: 110,
      align: "right",
      cell: (row) => <CompactNumber value={row.usage.requests} />,
    },
    {
      id: "errors",
      label: t("errors"),
      hint: t("requestsHint"),
      widthPx: 90,
      align: "right",
      cell: (row) => <CompactNumber value={row.usage.errors} />,
    },
    {
      id: "tokens",
      label: t("tokens"),
      hint: t("requestsHint"),
      widthPx: 100,
      align: "right",
      cell: (row) => <CompactNumber value={row.usage.promptTokens + row.usage.completionTokens} />,
    },
    { id: "tested", label: t("tested"), widthPx: 120, cell: (row) => <Time value={row.testedAt} /> },
    {
      id: "address",
      label: t("address"),
      widthPx: 240,
      isHidden: true,
      cell: (row) => <span className="truncate font-mono text-xs">{row.baseUrl}</span>,
    },
    { id: "created", label: t("created"), widthPx: 120, isHidden: true, cell: (row) => <Time value={row.createdAt} /> },
    { id: "id", label: t("id"), widthPx: 160, isHidden: true, cell: (row) => <RecordId id={row.id} /> },
  ];
}
