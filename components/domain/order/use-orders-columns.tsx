"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { MinorAmount } from "@/components/ui/minor-amount";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import type { OrderRow } from "./order-row";
import { OrderState } from "./order-state";

/** The columns of a list of orders; `hasOwners`: it holds other people's. */
export function useOrdersColumns({ hasOwners }: { hasOwners: boolean }): Column<OrderRow>[] {
  const t = useTranslations("order");
  const tPayment = useTranslations("payment");
  const staffColumns: Column<OrderRow>[] = [
    {
      id: "owner",
      label: t("columns.owner"),
      cell: (row) => <span className="truncate font-semibold">{row.owner.username}</span>,
      widthPx: 150,
      isGrowing: true,
      card: "title",
    },
  ];
  const byColumns: Column<OrderRow>[] = [
    { id: "by", label: t("columns.by"), cell: (row) => <Person person={staffOf(row)} />, widthPx: 120 },
    {
      id: "approver",
      label: t("columns.approver"),
      cell: (row) => <Person person={row.approver} />,
      widthPx: 120,
      isHidden: true,
    },
  ];
  return [
    {
      id: "createdAt",
      label: t("columns.createdAt"),
      cell: (row) => <Time value={row.createdAt} format="exact" />,
      widthPx: 150,
      isFixed: true,
      ...(hasOwners ? {} : { card: "title" as const }),
    },
    ...(hasOwners ? staffColumns : []),
    {
      id: "amount",
      label: t("columns.amount"),
      cell: (row) => <MinorAmount minor={row.amountMinor} currency={row.currency} />,
      align: "right",
      widthPx: 110,
    },
    {
      id: "quota",
      label: t("columns.quota"),
      cell: (row) => (row.purpose === "top_up" ? <Quota units={row.quota} /> : t("purposes.subscription")),
      align: "right",
      widthPx: 110,
    },
    { id: "state", label: t("columns.state"), cell: (row) => <OrderState order={row} />, widthPx: 140, card: "aside" },
    {
      id: "method",
      label: t("columns.method"),
      cell: (row) => tPayment(`methods.${row.method}`),
      widthPx: 120,
      isGrowing: !hasOwners,
    },
    { id: "id", label: t("columns.id"), cell: (row) => <RecordId id={row.id} />, widthPx: 170 },
    ...(hasOwners ? byColumns : []),
    {
      id: "refunded",
      label: t("columns.refunded"),
      cell: (row) => <MinorAmount minor={row.refundedMinor || null} currency={row.currency} />,
      align: "right",
      widthPx: 110,
      isHidden: true,
    },
    {
      id: "paidAt",
      label: t("columns.paidAt"),
      cell: (row) => <Time value={row.paidAt} format="exact" />,
      widthPx: 150,
      isHidden: true,
    },
  ];
}

/** Who of the staff had a hand in it; most customers need nobody. */
function staffOf({ owner, creator, completer }: OrderRow): OrderRow["creator"] {
  return completer ?? (creator?.id === owner.id ? null : creator);
}

function Person({ person }: { person: OrderRow["creator"] }) {
  return person ? <span className="truncate">{person.username}</span> : <span className="text-fg-3">—</span>;
}
