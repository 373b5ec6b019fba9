"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { printed } from "@/components/diff/changed-field";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useObjectName } from "@/components/domain/revision/object-name";
import { RevisionActor } from "@/components/domain/revision/revision-actor";
import type { RevisionRow } from "@/components/domain/revision/revision-row";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";

export function useHistoryColumns(): Column<RevisionRow>[] {
  const t = useTranslations("revision.columns");
  const tKinds = useTranslations("revision.kinds");
  const nameOf = useObjectName();
  return [
    {
      id: "createdAt",
      label: t("createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 160,
      isFixed: true,
      card: "aside",
    },
    {
      id: "object",
      label: t("object"),
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <Badge className="shrink-0">{tKinds(row.kind)}</Badge>
          <span className="truncate" title={row.objectId}>
            {nameOf({ kind: row.kind, id: row.objectId, label: row.label })}
          </span>
        </span>
      ),
      widthPx: 260,
      card: "title",
    },
    { id: "changes", label: t("changes"), cell: (row) => <Summary row={row} />, widthPx: 320, isGrowing: true },
    { id: "actor", label: t("actor"), cell: (row) => <RevisionActor revision={row} />, widthPx: 176 },
    {
      id: "reason",
      label: t("reason"),
      cell: (row) => <span className="truncate">{row.reason || "—"}</span>,
      widthPx: 200,
    },
    {
      id: "number",
      label: t("number"),
      align: "right",
      cell: (row) => <span className="tabular-nums">{row.number}</span>,
      widthPx: 80,
    },
    {
      id: "action",
      label: t("action"),
      cell: (row) => <span className="font-mono text-xs">{row.action}</span>,
      widthPx: 160,
      isHidden: true,
    },
  ];
}

/** The first change in words, and how many more there are. */
function Summary({ row }: { row: RevisionRow }) {
  const t = useTranslations("revision.columns");
  const labelOf = useFieldLabel();
  const tOrigins = useTranslations("revision.origins");
  const origin = originOf(row);
  const [first, ...rest] = row.changes ?? [];
  if (origin) return <span className="text-fg-2">{tOrigins(origin)}</span>;
  if (!first) return <span className="text-fg-3">—</span>;
  const label = labelOf({ kind: row.kind, objectId: row.objectId, path: first.path }) ?? first.path;
  const isSetting = row.kind === "setting";
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className="truncate">
        {isSetting ? null : <span className="text-fg-2">{label}: </span>}
        <span className="font-mono text-xs">
          {shortly(first.before)} → {shortly(first.after)}
        </span>
      </span>
      {rest.length > 0 ? <span className="shrink-0 text-fg-3 text-xs">{t("more", { count: rest.length })}</span> : null}
    </span>
  );
}

/**
 * What is told by a word instead of a field: the first state there is, and the end. A setting always has a value, so its
 * first change is told like any other.
 */
function originOf(row: RevisionRow): "created" | "deleted" | "found" | null {
  if (row.isDeletion) return "deleted";
  if (row.action.endsWith(".found")) return "found";
  return row.number === 1 && row.kind !== "setting" ? "created" : null;
}

const SHORT_LENGTH = 40;

function shortly(value: unknown): string {
  if (value === null || value === undefined || value === "") return "∅";
  const text = printed(value).replaceAll("\n", " ");
  return text.length > SHORT_LENGTH ? `${text.slice(0, SHORT_LENGTH)}…` : text;
}
