"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { TestDialog } from "@/components/domain/channel/test-dialog";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Duration } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";

type Channel = RouterOutputs["channel"]["get"];
type Row = RouterOutputs["channelTest"]["list"]["items"][number];

/** Every test of the channel, the newest first. */
export function TestsTab({ channel }: { channel: Channel }) {
  const t = useTranslations("channel.tests");
  const trpc = useTRPC();
  const canTest = useCan("channel.test") && channel.deletedAt === null;
  const [isTesting, setIsTesting] = useState(false);
  const state = useTableState(defineFilters({}), { prefix: "tests" });
  const query = useInfiniteQuery(trpc.channelTest.list.infiniteQueryOptions({ channelId: channel.id }, keyset));
  const testButton = canTest ? <Button onClick={() => setIsTesting(true)}>{t("test")}</Button> : null;
  return (
    <Panel title={t("title")} description={t("description")} actions={testButton}>
      <DataTable
        id="channel-tests"
        label={t("title")}
        isEmbedded
        columns={useTestColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        empty={{ title: t("emptyTitle"), description: t("emptyHint") }}
      />
      <TestDialog channel={isTesting ? channel : null} onClose={() => setIsTesting(false)} />
    </Panel>
  );
}

function useTestColumns(): Column<Row>[] {
  const t = useTranslations("channel.tests");
  const outcomeText = useOutcomeText();
  return [
    {
      id: "createdAt",
      label: t("at"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isFixed: true,
      card: "aside",
    },
    {
      id: "isOk",
      label: t("outcome"),
      cell: (row) => (
        <StatusBadge status={row.isOk ? "ok" : "failed"} isQuiet={row.isOk}>
          {row.isOk ? t("passed") : t("failed")}
        </StatusBadge>
      ),
      widthPx: 110,
    },
    {
      id: "model",
      label: t("model"),
      cell: (row) => <span className="truncate font-mono text-xs">{row.model}</span>,
      widthPx: 180,
      card: "title",
    },
    { id: "kind", label: t("kind"), cell: (row) => (row.isStream ? t("stream") : t("single")), widthPx: 90 },
    { id: "httpStatus", label: t("httpStatus"), cell: (row) => row.httpStatus ?? "—", align: "right", widthPx: 76 },
    {
      id: "firstTokenMs",
      label: t("firstToken"),
      cell: (row) => <Duration ms={row.firstTokenMs} />,
      align: "right",
      widthPx: 100,
    },
    {
      id: "latencyMs",
      label: t("latency"),
      cell: (row) => <Duration ms={row.latencyMs} />,
      align: "right",
      widthPx: 90,
    },
    {
      id: "answer",
      label: t("answer"),
      cell: (row) => {
        const text = row.isOk ? row.answer : outcomeText(row.error);
        return (
          <span className={row.isOk ? "truncate text-fg-2" : "truncate text-err"} title={text}>
            {text || "—"}
          </span>
        );
      },
      isGrowing: true,
      widthPx: 260,
    },
    {
      id: "key",
      label: t("key"),
      cell: (row) => <span className="font-mono text-xs">{row.keyHint ?? "—"}</span>,
      widthPx: 120,
    },
    {
      id: "job",
      label: t("job"),
      cell: (row) =>
        row.jobId ? (
          <Link href={`/jobs?open=${row.jobId}`} className="link">
            {t("openJob")}
          </Link>
        ) : (
          <span className="text-fg-3">—</span>
        ),
      widthPx: 90,
      isHidden: true,
    },
  ];
}
