"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, BadgeCheck, ChevronDown, Gift, HandCoins, Scale, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode, useState } from "react";
import { AdjustBalanceDialog } from "@/components/domain/ledger/adjust-balance-dialog";
import { TransferDialog } from "@/components/domain/ledger/transfer-dialog";
import { CreateOrderSheet } from "@/components/domain/order/create-order-sheet";
import type { OrderRow } from "@/components/domain/order/order-row";
import { useOrderDialogs } from "@/components/domain/order/use-order-dialogs";
import { RedeemForDialog } from "@/components/domain/redemption/redeem-dialog";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useMinorText } from "@/components/ui/minor-amount";
import { shortId } from "@/components/ui/record-id";
import { outranks } from "@/server/identity/permission/schema";

type Customer = RouterOutputs["user"]["get"];
type OpenDialog = "redeem" | "topUp" | "adjust" | "transfer";

const ORDERS_OFFERED = 10;

/** What can be done for a customer: each opens the dialog of its noun. Who may not act sees no buttons. */
export function CustomerActions({ user }: { user: Customer }) {
  const t = useTranslations("desk.actions");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [dialogCount, setDialogCount] = useState(0);
  const viewer = useViewer();
  const [mayRedeem, mayOrder] = [useCan("redemption.redeemFor"), useCan("order.manage")];
  const [mayAdjust, mayTransfer] = [useCan("ledger.adjust"), useCan("ledger.transfer")];
  const mayTouch = user.deletedAt === null && (viewer.role === "root" || outranks(viewer.role, user.role));
  const open = (name: OpenDialog) => {
    // Mounted anew: a form opened again is a new act with an idempotency key of its own.
    setDialogCount((count) => count + 1);
    setDialog(name);
  };
  const overlay = (name: OpenDialog) => ({
    user,
    open: dialog === name,
    onOpenChange: (isOpen: boolean) => {
      if (!isOpen) setDialog(null);
    },
  });
  if (!mayTouch) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {mayRedeem ? (
        <Button onClick={() => open("redeem")}>
          <Gift aria-hidden />
          {t("redeem")}
        </Button>
      ) : null}
      {mayOrder ? (
        <Button onClick={() => open("topUp")}>
          <HandCoins aria-hidden />
          {t("topUp")}
        </Button>
      ) : null}
      <OrderActions user={user} />
      {mayAdjust ? (
        <Button onClick={() => open("adjust")}>
          <Scale aria-hidden />
          {t("adjust")}
        </Button>
      ) : null}
      {mayTransfer ? (
        <Button onClick={() => open("transfer")}>
          <ArrowRightLeft aria-hidden />
          {t("transfer")}
        </Button>
      ) : null}
      <Fragment key={dialogCount}>
        <RedeemForDialog {...overlay("redeem")} />
        <CreateOrderSheet {...overlay("topUp")} />
        <AdjustBalanceDialog {...overlay("adjust")} />
        <TransferDialog {...overlay("transfer")} />
      </Fragment>
    </div>
  );
}

/** Completing and refunding are about one order: the customer's last ones are offered. */
function OrderActions({ user }: { user: Customer }) {
  const t = useTranslations("desk.actions");
  const [mayManage, mayRefund] = [useCan("order.manage"), useCan("order.refund")];
  const dialogs = useOrderDialogs();
  const query = useQuery(useTRPC().order.list.queryOptions({ scope: "all", userId: user.id, limit: ORDERS_OFFERED }));
  const orders = query.data?.items ?? [];
  const refundable = orders.filter(({ status, state }) => status === "paid" && state !== "refunded");
  return (
    <>
      {mayManage ? (
        <OrderMenu
          label={t("complete")}
          icon={<BadgeCheck aria-hidden />}
          orders={orders.filter(({ status }) => status !== "paid")}
          onPick={(order) => dialogs.act("complete", order)}
        />
      ) : null}
      {mayRefund ? (
        <OrderMenu
          label={t("refund")}
          icon={<Undo2 aria-hidden />}
          orders={refundable}
          onPick={(order) => dialogs.act("refund", order)}
        />
      ) : null}
      {dialogs.element}
    </>
  );
}

function OrderMenu(props: {
  label: string;
  icon: ReactNode;
  orders: readonly OrderRow[];
  onPick: (order: OrderRow) => void;
}) {
  const { label, icon, orders, onPick } = props;
  const t = useTranslations("desk.actions");
  const minorText = useMinorText();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button disabled={orders.length === 0} title={orders.length === 0 ? t("noOrder") : undefined}>
          {icon}
          {label}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {orders.map((order) => (
          <DropdownMenuItem key={order.id} onSelect={() => onPick(order)}>
            <span className="font-mono text-xs">{shortId(order.id)}</span>
            <span className="ml-auto pl-4 tabular-nums">{minorText(order.amountMinor, order.currency)}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
