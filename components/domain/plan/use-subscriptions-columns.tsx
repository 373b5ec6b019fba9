"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { PlanPrice } from "./plan-price";
import { SubscriptionState } from "./subscription-state";

export type SubscriptionListRow = RouterOutputs["subscription"]["list"]["items"][number];

const CUSTOMER = "customer";

/** `hasCustomers`: off where the page is already about one. */
export function useSubscriptionsColumns({ hasCustomers }: { hasCustomers: boolean }): Column<SubscriptionListRow>[] {
  const t = useTranslations("subscription");
  const columns: Column<SubscriptionListRow>[] = [
    {
      id: CUSTOMER,
      label: t("columns.customer"),
      cell: (row) => (
        <Link href={`/users/${row.userId}`} className="link truncate" onClick={(event) => event.stopPropagation()}>
          {row.username}
        </Link>
      ),
      widthPx: 180,
      isFixed: true,
      isGrowing: true,
      card: "title",
    },
    {
      id: "plan",
      label: t("columns.plan"),
      cell: (row) => (
        <span className="truncate">
          {row.planName} <span className="text-fg-2">v{row.versionNumber}</span>
        </span>
      ),
      widthPx: 190,
    },
    {
      id: "state",
      label: t("columns.state"),
      cell: (row) => <SubscriptionState row={row} />,
      widthPx: 150,
      card: "aside",
    },
    {
      id: "price",
      label: t("facts.price"),
      cell: (row) => <PlanPrice price={row.terms} />,
      widthPx: 150,
    },
    {
      id: "paidUntil",
      label: t("columns.paidUntil"),
      cell: (row) => <Time value={row.endedAt ?? row.periodEndAt} format="exact" />,
      widthPx: 150,
    },
    {
      id: "then",
      label: t("facts.then"),
      cell: (row) => <Then row={row} />,
      widthPx: 170,
    },
    {
      id: "createdAt",
      label: t("facts.started"),
      cell: (row) => <Time value={row.startedAt} format="date" />,
      widthPx: 120,
    },
    { id: "id", label: "ID", cell: (row) => <RecordId id={row.id} />, widthPx: 150, isHidden: true },
  ];
  return hasCustomers ? columns : columns.filter(({ id }) => id !== CUSTOMER);
}

function Then({ row }: { row: SubscriptionListRow }) {
  const t = useTranslations("subscription.then");
  if (row.status !== "active") return <span className="text-fg-3">—</span>;
  if (row.cancelsAtPeriodEnd) return t("ends");
  return t(row.isAutoRenew ? "renews" : "expires");
}
