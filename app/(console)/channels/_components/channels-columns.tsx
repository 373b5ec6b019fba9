"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { providerName } from "@/components/domain/channel/provider-name";
import { TestStrip } from "@/components/domain/channel/test-strip";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { BadgeList } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Duration, NumberText, Percent } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { InlineField } from "./inline-field";
import type { ChannelPulses } from "./use-channel-pulses";

export type ChannelListRow = RouterOutputs["channel"]["list"]["items"][number];

/** Below this share of good calls a channel's figure is tinted. */
const SUCCESS_LOW = 0.95;

export function useChannelsColumns(pulses: ChannelPulses): Column<ChannelListRow>[] {
  const t = useTranslations("channel.columns");
  const deleted = useTranslations("channel")("deleted");
  const outcomeText = useOutcomeText();
  return [
    {
      id: "name",
      label: t("name"),
      cell: (row) => (
        <Link href={`/channels/${row.id}`} className="link truncate font-semibold">
          {row.name}
        </Link>
      ),
      widthPx: 150,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    {
      id: "status",
      label: t("status"),
      cell: (row) =>
        row.deletedAt ? (
          <span className="text-fg-3">{deleted}</span>
        ) : (
          <ChannelStatus status={row.status} reason={row.statusReason} />
        ),
      widthPx: 114,
      card: "aside",
    },
    { id: "provider", label: t("provider"), cell: providerName, widthPx: 136 },
    {
      id: "models",
      label: t("models"),
      cell: (row) => <NumberText value={row.modelCount} />,
      align: "right",
      widthPx: 66,
      card: "none",
    },
    {
      id: "groups",
      label: t("groups"),
      cell: (row) => <BadgeList items={row.groups} max={2} />,
      widthPx: 100,
      card: "none",
    },
    {
      id: "priority",
      label: t("priority"),
      hint: t("priorityHint"),
      cell: (row) => <InlineField channel={row} field="priority" />,
      align: "right",
      widthPx: 74,
    },
    {
      id: "weight",
      label: t("weight"),
      hint: t("weightHint"),
      cell: (row) => <InlineField channel={row} field="weight" />,
      align: "right",
      widthPx: 70,
      card: "none",
    },
    {
      id: "success",
      label: t("success"),
      hint: t("successHint"),
      cell: (row) => {
        const share = pulses[row.id]?.successRatio;
        return <Percent share={share} className={cn(typeof share === "number" && share < SUCCESS_LOW && "text-err")} />;
      },
      align: "right",
      widthPx: 78,
    },
    {
      id: "p95",
      label: t("p95"),
      hint: t("p95Hint"),
      cell: (row) => <Duration ms={pulses[row.id]?.p95Ms} />,
      align: "right",
      widthPx: 70,
    },
    {
      id: "tests",
      label: t("tests"),
      hint: t("testsHint"),
      cell: (row) => <TestStrip tests={pulses[row.id]?.strip} />,
      widthPx: 192,
    },
    {
      id: "keys",
      label: t("keys"),
      cell: (row) => (
        <span className={cn("tabular-nums", row.enabledKeyCount < row.keyCount && "text-warn")}>
          {row.enabledKeyCount}/{row.keyCount}
        </span>
      ),
      align: "right",
      widthPx: 56,
    },
    {
      id: "lastError",
      label: t("lastError"),
      cell: (row) =>
        row.lastError ? (
          <span className="truncate text-err" title={outcomeText(row.lastError.text)}>
            {outcomeText(row.lastError.text)}
          </span>
        ) : (
          <span className="text-fg-3">—</span>
        ),
      widthPx: 220,
    },
    {
      id: "tag",
      label: t("tag"),
      cell: (row) => <InlineField channel={row} field="tag" />,
      widthPx: 120,
      card: "none",
    },
    {
      id: "notes",
      label: t("notes"),
      cell: (row) => <InlineField channel={row} field="notes" />,
      widthPx: 200,
      isHidden: true,
    },
    { id: "testedAt", label: t("testedAt"), cell: (row) => <Time value={row.testedAt} />, widthPx: 120, card: "none" },
    {
      id: "responseTime",
      label: t("responseTime"),
      cell: (row) => <Duration ms={row.responseTimeMs} />,
      align: "right",
      widthPx: 110,
      isHidden: true,
    },
    {
      id: "usedQuota",
      label: t("usedQuota"),
      cell: (row) => <Quota units={row.usedQuota} />,
      align: "right",
      widthPx: 110,
      isHidden: true,
    },
    {
      id: "createdAt",
      label: t("createdAt"),
      cell: (row) => <Time value={row.createdAt} />,
      widthPx: 120,
      isHidden: true,
    },
    { id: "id", label: t("id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170, isHidden: true },
  ];
}
