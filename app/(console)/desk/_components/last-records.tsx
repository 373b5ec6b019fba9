"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignedQuota } from "@/components/domain/ledger/signed-quota";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { HttpStatus } from "@/components/domain/log/http-status";
import { OrderState } from "@/components/domain/order/order-state";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { MinorAmount } from "@/components/ui/minor-amount";
import { Panel } from "@/components/ui/panel";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

const SHOWN = 5;

type PartProps = { userId: string };

/** The last of a customer's records of one sort, with the way to all of them. */
function LastPanel<Row>(props: {
  title: string;
  allHref: string;
  query: { data: { items: readonly Row[] } | undefined; error: unknown; refetch: () => unknown };
  none: string;
  head: readonly { label: string; isNumeric?: boolean; className?: string }[];
  children: (row: Row) => ReactNode;
}) {
  const { title, allHref, query, none, head, children } = props;
  const t = useTranslations("desk");
  return (
    <Panel
      title={title}
      actions={
        <Link href={allHref} className="link text-xs">
          {t("all")}
        </Link>
      }
    >
      <QueryState query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-fg-2">{none}</p>
          ) : (
            <PlainTable head={head}>{items.map(children)}</PlainTable>
          )
        }
      </QueryState>
    </Panel>
  );
}

export function LastOrders({ userId }: PartProps) {
  const t = useTranslations("desk.orders");
  const query = useQuery(useTRPC().order.list.queryOptions({ scope: "all", userId, limit: SHOWN }));
  return (
    <LastPanel
      title={t("title")}
      allHref={`/topups?userId=${userId}`}
      query={query}
      none={t("none")}
      head={[
        { label: t("order") },
        { label: t("state") },
        { label: t("amount"), isNumeric: true },
        { label: t("time"), className: "pl-4" },
      ]}
    >
      {(order) => (
        <PlainRow key={order.id} name={<RecordId id={order.id} href={`/topups?open=${order.id}`} />}>
          <PlainCell>
            <OrderState order={order} />
          </PlainCell>
          <PlainCell isNumeric>
            <MinorAmount minor={order.amountMinor} currency={order.currency} />
          </PlainCell>
          <PlainCell className="pl-4">
            <Time value={order.createdAt} />
          </PlainCell>
        </PlainRow>
      )}
    </LastPanel>
  );
}

export function LastUses({ userId }: PartProps) {
  const t = useTranslations("desk.codes");
  const query = useQuery(useTRPC().redemption.listUses.queryOptions({ userId, limit: SHOWN }));
  return (
    <LastPanel
      title={t("title")}
      allHref={`/codes?tab=uses&uses_userId=${userId}`}
      query={query}
      none={t("none")}
      head={[
        { label: t("code") },
        { label: t("batch") },
        { label: t("amount"), isNumeric: true },
        { label: t("time"), className: "pl-4" },
      ]}
    >
      {(use) => (
        <PlainRow
          key={use.id}
          name={
            <Link href={`/codes?tab=codes&codes_q=${use.code.id}`} className="link font-mono text-xs">
              {use.code.label}
            </Link>
          }
        >
          <PlainCell>{use.batch.name}</PlainCell>
          <PlainCell isNumeric>
            <Quota units={use.amount} />
          </PlainCell>
          <PlainCell className="pl-4">
            <Time value={use.createdAt} />
          </PlainCell>
        </PlainRow>
      )}
    </LastPanel>
  );
}

export function LastRefusals({ userId }: PartProps) {
  const t = useTranslations("desk.refusals");
  const query = useQuery(useTRPC().log.list.queryOptions({ userId: [userId], kind: ["refuse", "fail"], limit: SHOWN }));
  return (
    <LastPanel
      title={t("title")}
      allHref={hrefOfLogs({ userId, kind: ["refuse", "fail"], last: "30d" })}
      query={query}
      none={t("none")}
      head={[
        { label: t("request") },
        { label: t("status") },
        { label: t("error") },
        { label: t("time"), className: "pl-4" },
      ]}
    >
      {(log) => (
        <PlainRow key={log.id} name={<RecordId id={log.id} href={hrefOfLogs({ open: log.id })} />}>
          <PlainCell>
            <HttpStatus status={log.httpStatus} />
          </PlainCell>
          <PlainCell className="wrap-anywhere">{log.errorCode || "—"}</PlainCell>
          <PlainCell className="pl-4">
            <Time value={log.createdAt} />
          </PlainCell>
        </PlainRow>
      )}
    </LastPanel>
  );
}

export function LastEntries({ userId }: PartProps) {
  const t = useTranslations("desk.entries");
  const kind = useTranslations("ledger.kinds");
  const query = useQuery(useTRPC().ledger.list.queryOptions({ userId, limit: SHOWN }));
  return (
    <LastPanel
      title={t("title")}
      allHref={`/users/${userId}?tab=statement`}
      query={query}
      none={t("none")}
      head={[
        { label: t("kind") },
        { label: t("amount"), isNumeric: true },
        { label: t("after"), isNumeric: true },
        { label: t("time"), className: "pl-4" },
      ]}
    >
      {(entry) => (
        <PlainRow
          key={entry.id}
          name={
            <Link href={`/ledger?open=${entry.id}`} className="link">
              {kind(entry.kind)}
            </Link>
          }
        >
          <PlainCell isNumeric>
            <SignedQuota units={entry.amount} />
          </PlainCell>
          <PlainCell isNumeric>
            <Quota units={entry.balanceAfter} />
          </PlainCell>
          <PlainCell className="pl-4">
            <Time value={entry.createdAt} />
          </PlainCell>
        </PlainRow>
      )}
    </LastPanel>
  );
}
