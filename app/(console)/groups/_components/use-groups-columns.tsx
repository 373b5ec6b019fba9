"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Column } from "@/components/data-table/column";
import { NumberText } from "@/components/ui/numeric";
import { Time } from "@/components/ui/time";
import type { GroupRow } from "./group-row";

export function useGroupsColumns(): Column<GroupRow>[] {
  const t = useTranslations("group");
  const listOf = (path: string, name: string) => `${path}?group=${encodeURIComponent(name)}`;
  return [
    {
      id: "displayName",
      label: t("columns.displayName"),
      cell: (row) => <span className="truncate font-semibold">{row.displayName}</span>,
      widthPx: 180,
      isFixed: true,
      card: "title",
    },
    {
      id: "name",
      label: t("columns.name"),
      cell: (row) => <span className="truncate font-mono text-xs">{row.name}</span>,
      widthPx: 140,
    },
    {
      id: "ratio",
      label: t("columns.ratio"),
      hint: t("ratioHint"),
      cell: (row) => <span className="tabular-nums">×{row.ratio}</span>,
      widthPx: 90,
      align: "right",
      card: "aside",
    },
    {
      id: "users",
      label: t("columns.users"),
      cell: (row) => <CountLink href={listOf("/users", row.name)} count={row.userCount} />,
      widthPx: 90,
      align: "right",
    },
    {
      id: "tokens",
      label: t("columns.tokens"),
      hint: t("columns.tokensHint"),
      cell: (row) => <CountLink href={listOf("/tokens", row.name)} count={row.tokenCount} />,
      widthPx: 90,
      align: "right",
    },
    {
      id: "channels",
      label: t("columns.channels"),
      cell: (row) => <CountLink href={listOf("/channels", row.name)} count={row.channelCount} />,
      widthPx: 90,
      align: "right",
    },
    {
      id: "selectable",
      label: t("columns.selectable"),
      cell: (row) => (row.isSelectable ? t("yes") : t("no")),
      widthPx: 120,
    },
    {
      id: "description",
      label: t("columns.description"),
      cell: (row) => <span className="truncate text-fg-2">{row.description || "—"}</span>,
      widthPx: 240,
      isGrowing: true,
    },
    { id: "updated", label: t("columns.updated"), cell: (row) => <Time value={row.updatedAt} />, widthPx: 110 },
  ];
}

function CountLink({ href, count }: { href: string; count: number }): ReactNode {
  if (count === 0) return <NumberText value={0} className="text-fg-3" />;
  return (
    <Link href={href} className="link" onClick={(event) => event.stopPropagation()}>
      <NumberText value={count} />
    </Link>
  );
}
