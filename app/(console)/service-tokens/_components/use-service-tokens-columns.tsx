"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge, BadgeList } from "@/components/ui/badge";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { isSensitiveScope } from "@/server/identity/service-token/scope-schema";

export type ServiceTokenRow = RouterOutputs["serviceToken"]["list"]["items"][number];

export function useServiceTokensColumns({ hasOwners }: { hasOwners: boolean }): Column<ServiceTokenRow>[] {
  const t = useTranslations("serviceToken");
  const all: (Column<ServiceTokenRow> & { isFor?: boolean })[] = [
    {
      id: "name",
      label: t("name"),
      cell: (row) => <span className="truncate font-semibold">{row.name}</span>,
      widthPx: 180,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    { id: "token", label: t("token"), cell: (row) => <TokenHint token={row} />, widthPx: 140 },
    {
      id: "owner",
      label: t("owner"),
      cell: (row) => <span className="truncate">{row.owner.username}</span>,
      widthPx: 120,
      isFor: hasOwners,
    },
    { id: "state", label: t("state"), cell: (row) => <TokenState token={row} />, widthPx: 110, card: "aside" },
    { id: "scopes", label: t("scopes"), cell: (row) => <Scopes token={row} />, widthPx: 260 },
    { id: "ips", label: t("allowedIps"), cell: (row) => <Addresses items={row.allowedIps} />, widthPx: 150 },
    { id: "expires", label: t("expiresAt"), cell: (row) => <Expiry token={row} />, widthPx: 110 },
    { id: "lastUsed", label: t("lastUsed"), cell: (row) => <LastUse token={row} />, widthPx: 110 },
    { id: "created", label: t("createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 110 },
    { id: "id", label: "ID", cell: (row) => <RecordId id={row.id} />, widthPx: 140, isHidden: true },
  ];
  return all.filter((column) => column.isFor !== false);
}

export function TokenHint({ token }: { token: ServiceTokenRow }) {
  return (
    <code className="text-fg-2 text-xs">
      {token.prefix}…{token.lastFour}
    </code>
  );
}

export function TokenState({ token }: { token: ServiceTokenRow }) {
  const t = useTranslations("serviceToken");
  return (
    <StatusBadge status={token.state} isQuiet={token.state === "active"}>
      {t(`states.${token.state}`)}
    </StatusBadge>
  );
}

function Scopes({ token }: { token: ServiceTokenRow }) {
  const t = useTranslations("serviceToken");
  const isSensitive = token.scopes.some(isSensitiveScope);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {isSensitive ? <Badge tone="warn">{t("sensitive")}</Badge> : null}
      <BadgeList items={token.scopes} max={2} isMono />
    </span>
  );
}

function Addresses({ items }: { items: readonly string[] }) {
  const t = useTranslations("serviceToken");
  if (items.length === 0) return <span className="text-fg-3">{t("anyAddress")}</span>;
  return <BadgeList items={items} max={1} isMono />;
}

export function Expiry({ token }: { token: ServiceTokenRow }) {
  const t = useTranslations("serviceToken");
  if (token.expiresAt === null) return <span className="text-fg-3">{t("neverExpires")}</span>;
  return <Time value={token.expiresAt} />;
}

export function LastUse({ token }: { token: ServiceTokenRow }) {
  const t = useTranslations("serviceToken");
  if (token.lastUsedAt === null) return <span className="text-fg-3">{t("neverUsed")}</span>;
  return <Time value={token.lastUsedAt} />;
}
