"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { formatPercent } from "@/components/format/number";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber, Percent } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { Tooltip } from "@/components/ui/tooltip";
import type { ActivityDimension } from "@/server/usage/activity/schema";
import { logsBehind } from "./logs-behind";
import type { ActivityState } from "./use-activity-state";

type Tops = RouterOutputs["activity"]["tops"];
type Top = Tops["rows"][number];

/** The biggest values of one dimension in the page's range, by the page's metric. */
export function TopTable({ of, state }: { of: ActivityDimension; state: ActivityState }) {
  const t = useTranslations("activity.tops");
  const { span, zone, filter, metric, compare } = state;
  const input = { ...(span ?? { from: new Date(0), to: new Date(0) }), zone, filter, of, metric, compare };
  const options = { enabled: span !== null, placeholderData: keepPreviousData };
  const query = useQuery(useTRPC().activity.tops.queryOptions(input, options));
  const count = query.data?.count ?? null;
  return (
    <Panel title={t(`title.${of}`)} description={count === null ? undefined : t("count", { count })}>
      <QueryState query={query}>{(data) => <Rows of={of} state={state} data={data} />}</QueryState>
    </Panel>
  );
}

function Rows({ of, state, data }: { of: ActivityDimension; state: ActivityState; data: Tops }) {
  const t = useTranslations("activity.tops");
  const tActivity = useTranslations("activity");
  const locale = useLocale();
  const { ranking } = data;
  const time = ranking?.asOf
    ? new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: state.zone }).format(ranking.asOf)
    : null;
  const notes = [time ? t("asOf", { time }) : null, ranking && !ranking.isExact ? t("approximate") : null];
  const head = [
    { label: tActivity(`bys.${of}`) },
    { label: t("requests"), isNumeric: true, className: "max-sm:hidden" },
    { label: t("tokens"), isNumeric: true, className: "max-sm:hidden" },
    { label: t("failed"), isNumeric: true },
    { label: t("cost"), isNumeric: true },
    { label: t("share"), isNumeric: true },
    ...(state.compare ? [{ label: t("change"), isNumeric: true }] : []),
  ];
  return (
    <PlainTable head={head} caption={notes.filter(Boolean).join(" · ") || undefined}>
      {data.rows.map((row) => (
        <TopRow key={row.key} of={of} state={state} row={row} total={data.total} />
      ))}
    </PlainTable>
  );
}

function TopRow(props: { of: ActivityDimension; state: ActivityState; row: Top; total: number }) {
  const { of, state, row, total } = props;
  return (
    <PlainRow name={<Name of={of} state={state} row={row} />}>
      <PlainCell isNumeric className="max-sm:hidden">
        <CompactNumber value={row.requests} />
      </PlainCell>
      <PlainCell isNumeric className="max-sm:hidden">
        <CompactNumber value={row.tokens} />
      </PlainCell>
      <PlainCell isNumeric>
        <CompactNumber value={row.errors} />
      </PlainCell>
      <PlainCell isNumeric>
        <Quota units={BigInt(row.quota)} />
      </PlainCell>
      <PlainCell isNumeric>
        <Percent share={total > 0 ? row.amount / total : null} />
      </PlainCell>
      {state.compare ? (
        <PlainCell isNumeric>
          <Change now={row.amount} before={row.amountBefore} />
        </PlainCell>
      ) : null}
    </PlainRow>
  );
}

function Change({ now, before }: { now: number; before: number | null }) {
  const locale = useLocale();
  if (!before) return <span className="text-fg-3">—</span>;
  const share = (now - before) / before;
  return `${share > 0 ? "+" : ""}${formatPercent(share, locale)}`;
}

/** The record, and the logs of the range beside it. */
function Name({ of, state, row }: { of: ActivityDimension; state: ActivityState; row: Top }) {
  const t = useTranslations("activity.tops");
  const noName = useTranslations("activity")("none");
  const record = row.key === "" ? null : RECORDS[of](row.key);
  const name = row.label || noName;
  const href = state.span
    ? logsBehind({ ...state.span, filter: state.filter, metric: "requests", by: of, key: row.key })
    : null;
  return (
    <span className="group/top inline-flex max-w-full items-center gap-1">
      {record ? (
        <Link href={record} className="link" prefetch={false}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      {href ? (
        <Tooltip content={t("logs", { name })}>
          <Link
            href={href}
            prefetch={false}
            aria-label={t("logs", { name })}
            className="-my-1 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg"
          >
            <ScrollText className="size-3.5" aria-hidden />
          </Link>
        </Tooltip>
      ) : null}
    </span>
  );
}

const RECORDS: Record<ActivityDimension, (key: string) => string> = {
  model: (key) => `/models?q=${encodeURIComponent(key)}`,
  channel: (key) => `/channels/${key}`,
  group: (key) => `/groups?q=${encodeURIComponent(key)}`,
  user: (key) => `/users/${key}`,
  token: (key) => `/tokens?open=${key}`,
};
