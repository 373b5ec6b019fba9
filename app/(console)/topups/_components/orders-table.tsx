"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { CreateOrderSheet } from "@/components/domain/order/create-order-sheet";
import { OrderDetail } from "@/components/domain/order/order-detail";
import { OrderMenuItems } from "@/components/domain/order/order-menu-items";
import { useOrderDialogs } from "@/components/domain/order/use-order-dialogs";
import { useOrdersColumns } from "@/components/domain/order/use-orders-columns";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { useOrdersFilters } from "./orders-filters";

/** Every order of the site, for those who look after customers' money. */
export function OrdersTable() {
  const t = useTranslations("order");
  const trpc = useTRPC();
  const manages = useCan("order.manage");
  const [isCreating, setIsCreating] = useState(false);
  const dialogs = useOrderDialogs();
  const state = useTableState(useOrdersFilters());
  const { q, range, late, ...exact } = state.values;
  const query = useInfiniteQuery(
    trpc.order.list.infiniteQueryOptions(
      { ...exact, scope: "all", search: q, isLate: late, from: range?.from, to: range?.to },
      keyset,
    ),
  );
  const createButton = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {t("create.submit")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={manages ? createButton : undefined} />
      <DataTable
        id="orders"
        label={t("title")}
        columns={useOrdersColumns({ hasOwners: true })}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.id}
        detail={{ title: () => t("one"), render: (id) => <OrderDetail id={id} onAct={dialogs.act} /> }}
        rowActions={(row) => <OrderMenuItems order={row} onAct={dialogs.act} />}
        empty={{ title: t("empty.title"), description: t("empty.hint") }}
      />
      {isCreating ? <CreateOrderSheet open onOpenChange={setIsCreating} /> : null}
      {dialogs.element}
    </>
  );
}
