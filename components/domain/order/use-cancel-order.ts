"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { useMinorText } from "@/components/ui/minor-amount";
import type { OrderRow } from "./order-row";

type Cancelled = Pick<OrderRow, "id" | "amountMinor" | "currency">;

/** Cancels an order that nobody paid, after a question. */
export function useCancelOrder(): (order: Cancelled) => Promise<void> {
  const t = useTranslations("order.cancel");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const minorText = useMinorText();
  const cancel = useAction(trpc.order.cancel.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.order.pathFilter(), trpc.wallet.pathFilter(), trpc.audit.pathFilter()],
  });
  return async ({ id, amountMinor, currency }) => {
    const isSure = await confirm({
      title: t("title", { amount: minorText(amountMinor, currency) }),
      description: t("effect"),
      confirmLabel: t("submit"),
      isDanger: true,
    });
    if (isSure) await cancel.run({ id });
  };
}
