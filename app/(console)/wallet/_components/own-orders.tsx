"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { OrderDetail } from "@/components/domain/order/order-detail";
import { OrderMenuItems } from "@/components/domain/order/order-menu-items";
import { useOrderDialogs } from "@/components/domain/order/use-order-dialogs";
import { useOrdersColumns } from "@/components/domain/order/use-orders-columns";
import { useTRPC } from "@/components/trpc/provider";
import { ORDER_STATES } from "@/server/money/order/schema";

/** One's own orders: what was paid, what waits, with receipts. */
export function OwnOrders() {
  const t = useTranslations("order");
  const trpc = useTRPC();
  const dialogs = useOrderDialogs();
  const state = useTableState(
    defineFilters({
      range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
      state: {
        kind: "options",
        label: t("columns.state"),
        isPrimary: true,
        options: ORDER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      },
    }),
    { prefix: "orders" },
  );
  const { range, ...exact } = state.values;
  const query = useInfiniteQuery(
    trpc.order.list.infiniteQueryOptions({ ...exact, scope: "mine", from: range?.from, to: range?.to }, keyset),
  );
  return (
    <>
      <DataTable
        id="own-orders"
        label={t("own.title")}
        columns={useOrdersColumns({ hasOwners: false })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.id}
        detail={{ title: () => t("one"), render: (id) => <OrderDetail id={id} onAct={dialogs.act} /> }}
        rowActions={(row) => <OrderMenuItems order={row} onAct={dialogs.act} />}
        empty={{ title: t("own.empty.title"), description: t("own.empty.hint") }}
        isEmbedded
      />
      {dialogs.element}
    </>
  );
}
