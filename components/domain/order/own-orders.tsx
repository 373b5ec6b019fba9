"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useTRPC } from "@/components/trpc/provider";
import { ORDER_STATES } from "@/server/money/order/schema";
import { OrderDetail } from "./order-detail";
import { OrderMenuItems } from "./order-menu-items";
import { useOrderDialogs } from "./use-order-dialogs";
import { useOrdersColumns } from "./use-orders-columns";

/** A customer's own orders, inside another page. */
export function OwnOrders() {
  const t = useTranslations("order");
  const trpc = useTRPC();
  const dialogs = useOrderDialogs();
  const filters = defineFilters({
    state: {
      kind: "options",
      label: t("columns.state"),
      isPrimary: true,
      options: ORDER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
  });
  const state = useTableState(filters, { prefix: "orders" });
  const query = useInfiniteQuery(trpc.order.list.infiniteQueryOptions({ scope: "mine", ...state.values }, keyset));
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
