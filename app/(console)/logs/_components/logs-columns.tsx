"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { HttpStatus } from "@/components/domain/log/http-status";
import { useCan } from "@/components/layout/viewer";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber, Duration } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
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
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 132,
      isFixed: true,
      card: "aside",
    },
    {
      id: "httpStatus",
      label: t("columns.httpStatus"),
      cell: (row) => <HttpStatus status={row.httpStatus} />,
      widthPx: 72,
    },
    {
      id: "model",
      label: t("columns.model"),
      cell: (row) => <span className="truncate">{row.model || "—"}</span>,
      widthPx: 190,
      isGrowing: true,
      card: "title",
    },
    { id: "user", label: t("columns.user"), cell: (row) => row.username ?? "—", widthPx: 130, isFor: seesAll },
    { id: "token", label: t("columns.token"), cell: (row) => row.tokenName ?? "—", card: "none", widthPx: 120 },
    {
      id: "channel",
      label: t("columns.channel"),
      cell: (row) => row.upstream?.channelName ?? "—",
      widthPx: 130,
      isFor: seesUpstream,
    },
    {
      id: "input",
      label: t("columns.input"),
      cell: (row) => <CompactNumber value={row.promptTokens} />,
      widthPx: 76,
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
      widthPx: 76,
      align: "right",
    },
    { id: "quota", label: t("columns.quota"), cell: (row) => <Quota units={row.quota} />, widthPx: 96, align: "right" },
    {
      id: "firstToken",
      label: t("columns.firstToken"),
      cell: (row) => <Duration ms={row.firstTokenMs} />,
      card: "none",
      widthPx: 88,
      align: "right",
    },
    {
      id: "duration",
      label: t("columns.duration"),
      cell: (row) => <Duration ms={row.durationMs} />,
      widthPx: 80,
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
      widthPx: 120,
      isHidden: true,
    },
    {
      id: "errorCode",
      label: t("columns.errorCode"),
      cell: (row) => <span className="truncate">{row.errorCode || "—"}</span>,
      card: "none",
      widthPx: 150,
    },
    {
      id: "stream",
      label: t("columns.stream"),
      cell: (row) => (row.isStream ? t("detail.yes") : t("detail.no")),
      widthPx: 72,
      isHidden: true,
    },
    { id: "endpoint", label: t("columns.endpoint"), cell: (row) => row.endpoint, widthPx: 110, isHidden: true },
    { id: "group", label: t("columns.group"), cell: (row) => row.group || "—", widthPx: 100, isHidden: true },
    {
      id: "ip",
      label: t("columns.ip"),
      cell: (row) => <span className="font-mono text-xs">{row.ip || "—"}</span>,
      widthPx: 120,
      isHidden: true,
    },
  ];
  return columns.filter((column) => column.isFor !== false);
}

const OUTCOMES = ["completed", "client_gone", "upstream_error", "timeout", "refused", "recovered"] as const;

/** The outcome as one of the catalogue's words. */
export function outcomeOf(row: Pick<LogRow, "outcome">): (typeof OUTCOMES)[number] {
  return OUTCOMES.find((outcome) => outcome === row.outcome) ?? "completed";
}
