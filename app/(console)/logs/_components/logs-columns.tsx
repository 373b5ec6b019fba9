"use client";

import { Archive } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CellValue, Column } from "@/components/data-table/column";
import { HttpStatus } from "@/components/domain/log/http-status";
import { NONE } from "@/components/format/number";
import { useCan } from "@/components/layout/viewer";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber, Duration } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

export type LogRow = RouterOutputs["log"]["list"]["items"][number];

/** The columns of the request log. Upstream columns only for those who may know which channel served. */
export function useLogsColumns(): Column<LogRow>[] {
  const t = useTranslations("log");
  const seesUpstream = useCan("log.readUpstream");
  const seesAll = useCan("log.readAny");
  const columns: (Column<LogRow> & { isFor?: boolean })[] = [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => (
        <span className="inline-flex items-center gap-1">
          <Time value={row.createdAt} format="exact" />
          {row.isArchived ? (
            <Archive className="size-3.5 text-fg-3" role="img" aria-label={t("archived")}>
              <title>{t("archived")}</title>
            </Archive>
          ) : null}
        </span>
      ),
      widthPx: 132,
      isFixed: true,
      card: "aside",
    },
    {
      id: "httpStatus",
      label: t("columns.httpStatus"),
      cell: (row) => <HttpStatus status={row.httpStatus} />,
      value: (row) => ({ text: String(row.httpStatus), filter: "status" }),
      widthPx: 64,
    },
    {
      id: "model",
      label: t("columns.model"),
      cell: (row) => <span className="truncate">{row.model || "—"}</span>,
      value: (row) => cellValue("model", row.model),
      widthPx: 160,
      isGrowing: true,
      card: "title",
    },
    {
      id: "user",
      label: t("columns.user"),
      cell: (row) => <RecordLink href={row.userId && `/users/${row.userId}`} name={row.username} />,
      value: (row) => cellValue("userId", row.userId, row.username),
      widthPx: 110,
      isFor: seesAll,
    },
    {
      id: "token",
      label: t("columns.token"),
      cell: (row) => <RecordLink href={row.tokenId && `/tokens?open=${row.tokenId}`} name={row.tokenName} />,
      value: (row) => cellValue("tokenId", row.tokenId, row.tokenName),
      card: "none",
      widthPx: 100,
    },
    {
      id: "channel",
      label: t("columns.channel"),
      cell: (row) => (
        <RecordLink
          href={row.upstream?.channelId && `/channels/${row.upstream.channelId}`}
          name={row.upstream?.channelName}
        />
      ),
      value: (row) => cellValue("channelId", row.upstream?.channelId, row.upstream?.channelName),
      widthPx: 110,
      isFor: seesUpstream,
    },
    {
      id: "input",
      label: t("columns.input"),
      cell: (row) => <CompactNumber value={row.promptTokens} />,
      widthPx: 64,
      align: "right",
    },
    {
      id: "cached",
      label: t("columns.cached"),
      cell: (row) => <CompactNumber value={row.cachedTokens} />,
      widthPx: 76,
      align: "right",
      isHidden: true,
    },
    {
      id: "output",
      label: t("columns.output"),
      cell: (row) => <CompactNumber value={row.completionTokens} />,
      widthPx: 64,
      align: "right",
    },
    { id: "quota", label: t("columns.quota"), cell: (row) => <Quota units={row.quota} />, widthPx: 92, align: "right" },
    {
      id: "firstToken",
      label: t("columns.firstToken"),
      cell: (row) => <Duration ms={row.firstTokenMs} />,
      card: "none",
      widthPx: 84,
      align: "right",
    },
    {
      id: "duration",
      label: t("columns.duration"),
      cell: (row) => <Duration ms={row.durationMs} />,
      widthPx: 72,
      align: "right",
    },
    {
      id: "attempts",
      label: t("columns.attempts"),
      cell: (row) => row.upstream?.attemptCount ?? "—",
      widthPx: 64,
      align: "right",
      isHidden: true,
      isFor: seesUpstream,
    },
    {
      id: "outcome",
      label: t("columns.outcome"),
      cell: (row) => t(`outcomes.${outcomeOf(row)}`),
      value: (row) => cellValue("outcome", row.outcome, t(`outcomes.${outcomeOf(row)}`)),
      widthPx: 120,
      isHidden: true,
    },
    {
      id: "errorCode",
      label: t("columns.errorCode"),
      cell: (row) => <span className="truncate">{row.errorCode || "—"}</span>,
      value: (row) => cellValue("errorCode", row.errorCode),
      card: "none",
      widthPx: 108,
    },
    {
      id: "stream",
      label: t("columns.stream"),
      cell: (row) => (row.isStream ? t("detail.yes") : t("detail.no")),
      widthPx: 72,
      isHidden: true,
    },
    {
      id: "endpoint",
      label: t("columns.endpoint"),
      cell: (row) => row.endpoint,
      value: (row) => cellValue("endpoint", row.endpoint),
      widthPx: 110,
      isHidden: true,
    },
    {
      id: "group",
      label: t("columns.group"),
      cell: (row) => row.group || "—",
      value: (row) => cellValue("group", row.group),
      widthPx: 100,
      isHidden: true,
    },
    {
      id: "ip",
      label: t("columns.ip"),
      cell: (row) => <span className="font-mono text-xs">{row.ip || "—"}</span>,
      value: (row) => cellValue("ip", row.ip),
      widthPx: 120,
      isHidden: true,
    },
    {
      id: "id",
      label: t("columns.id"),
      cell: (row) => <RecordId id={row.id} href={`/logs/${row.id}`} />,
      widthPx: 170,
      isHidden: true,
    },
  ];
  return columns.filter((column) => column.isFor !== false);
}

/** The value of a cell that a filter may take; none for an empty one. */
function cellValue(filter: string, text: string | null | undefined, label?: string | null): CellValue | null {
  return text ? { text, filter, ...(label ? { label } : {}) } : null;
}

/** A name that leads to its record. */
function RecordLink({ href, name }: { href: string | null | undefined; name: string | null | undefined }) {
  if (!href) return NONE;
  return (
    <Link href={href} className="truncate hover:underline">
      {name ?? NONE}
    </Link>
  );
}

const OUTCOMES = ["completed", "client_gone", "upstream_error", "timeout", "refused", "recovered"] as const;

/** The outcome as one of the catalogue's words. */
export function outcomeOf(row: Pick<LogRow, "outcome">): (typeof OUTCOMES)[number] {
  return OUTCOMES.find((outcome) => outcome === row.outcome) ?? "completed";
}
