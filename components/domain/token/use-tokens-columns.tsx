"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { useCan } from "@/components/layout/viewer";
import { Badge, BadgeList } from "@/components/ui/badge";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";
import { AUTO_GROUP } from "@/server/access/group/schema";
import { CurrentKey, Expiry, RemainingQuota, TokenState } from "./token-cells";
import type { TokenRow } from "./token-row";

/** The columns of a list of tokens; owners only where there is more than one. */
export function useTokensColumns({ hasOwners }: { hasOwners: boolean }): Column<TokenRow>[] {
  const t = useTranslations("token.columns");
  const tForm = useTranslations("token.form");
  const seesUsers = useCan("user.read");
  const all: (Column<TokenRow> & { isFor?: boolean })[] = [
    {
      id: "name",
      label: t("name"),
      cell: (row) => <span className="truncate font-semibold">{row.name}</span>,
      widthPx: 160,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    { id: "key", label: t("key"), cell: (row) => <CurrentKey token={row} />, widthPx: 132 },
    {
      id: "owner",
      label: t("owner"),
      cell: (row) => <Owner token={row} isLink={seesUsers} />,
      widthPx: 120,
      isFor: hasOwners,
    },
    { id: "state", label: t("state"), cell: (row) => <TokenState token={row} />, widthPx: 132, card: "aside" },
    {
      id: "remaining",
      label: t("remaining"),
      hint: t("remainingHint"),
      cell: (row) => <RemainingQuota token={row} />,
      widthPx: 96,
      align: "right",
    },
    { id: "used", label: t("used"), cell: (row) => <Quota units={row.usedQuota} />, widthPx: 88, align: "right" },
    {
      id: "requests",
      label: t("requests"),
      cell: (row) => <CompactNumber value={row.requestCount} />,
      widthPx: 90,
      align: "right",
      isHidden: true,
    },
    { id: "models", label: t("models"), cell: (row) => <Limits items={row.modelLimits} />, widthPx: 100 },
    { id: "ips", label: t("ips"), cell: (row) => <Limits items={row.allowedIps} />, widthPx: 140, isHidden: true },
    {
      id: "group",
      label: t("group"),
      cell: (row) => <Badge>{row.groupName === AUTO_GROUP ? tForm("groupAuto") : row.effectiveGroup}</Badge>,
      widthPx: 96,
    },
    { id: "expires", label: t("expires"), cell: (row) => <Expiry token={row} />, widthPx: 92 },
    { id: "lastUsed", label: t("lastUsed"), cell: (row) => <Time value={row.lastUsedAt} />, widthPx: 100 },
    {
      id: "created",
      label: t("created"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 110,
      isHidden: true,
    },
  ];
  return all.filter((column) => column.isFor !== false);
}

function Owner({ token, isLink }: { token: TokenRow; isLink: boolean }) {
  if (!isLink) return <span className="truncate">{token.owner.username}</span>;
  return (
    <Link href={`/users/${token.owner.id}`} className="link truncate" onClick={(event) => event.stopPropagation()}>
      {token.owner.username}
    </Link>
  );
}

function Limits({ items }: { items: readonly string[] }) {
  const t = useTranslations("token");
  if (items.length === 0) return <span className="text-fg-3">{t("any")}</span>;
  return <BadgeList items={items} max={1} isMono />;
}
