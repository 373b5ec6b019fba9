"use client";

import { BadgeCheck, Ban, ReceiptText, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCan, useViewer } from "@/components/layout/viewer";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { OrderRow } from "./order-row";

export const ORDER_ACTS = ["complete", "refund", "receipt", "cancel"] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

const ICON = { complete: BadgeCheck, refund: Undo2, receipt: ReceiptText, cancel: Ban } as const satisfies Record<
  OrderAct,
  unknown
>;

/** What the viewer may do to an order as it stands. The server decides again. */
export function useOrderActs(order: Pick<OrderRow, "status" | "state" | "owner">): OrderAct[] {
  const manages = useCan("order.manage");
  const refunds = useCan("order.refund");
  const isOwn = useViewer().id === order.owner.id;
  const isPaid = order.status === "paid";
  return ORDER_ACTS.filter((act) => {
    if (act === "complete") return manages && !isPaid;
    if (act === "refund") return refunds && isPaid && order.state !== "refunded";
    if (act === "receipt") return isPaid;
    return order.status === "pending" && (manages || isOwn);
  });
}

export function OrderMenuItems({ order, onAct }: { order: OrderRow; onAct: (act: OrderAct, order: OrderRow) => void }) {
  const t = useTranslations("order.actions");
  return useOrderActs(order).map((act) => {
    const Icon = ICON[act];
    return (
      <DropdownMenuItem key={act} isDanger={act === "cancel"} onSelect={() => onAct(act, order)}>
        <Icon aria-hidden />
        {t(act)}
      </DropdownMenuItem>
    );
  });
}
