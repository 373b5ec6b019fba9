"use client";

import { type ReactNode, useState } from "react";
import { CompleteOrderDialog } from "./complete-order-dialog";
import type { OrderAct } from "./order-menu-items";
import type { OrderRow } from "./order-row";
import { RefundDialog } from "./refund-dialog";
import { useCancelOrder } from "./use-cancel-order";

export type OrderDialogs = {
  act: (act: OrderAct, order: OrderRow) => void;
  /** To be rendered once, beside the list. */
  element: ReactNode;
};

/** Everything that can be done to orders of a list, with the dialogs it takes. */
export function useOrderDialogs(): OrderDialogs {
  const [open, setOpen] = useState<{ act: "complete" | "refund"; order: OrderRow } | null>(null);
  const cancel = useCancelOrder();
  const closeWhen = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return {
    act: (act, order) => {
      if (act === "complete" || act === "refund") setOpen({ act, order });
      else if (act === "cancel") void cancel(order);
      else window.open(`/receipt/${order.id}`, "_blank", "noopener");
    },
    element: (
      <>
        {open?.act === "complete" ? <CompleteOrderDialog order={open.order} open onOpenChange={closeWhen} /> : null}
        {open?.act === "refund" ? <RefundDialog order={open.order} open onOpenChange={closeWhen} /> : null}
      </>
    ),
  };
}
