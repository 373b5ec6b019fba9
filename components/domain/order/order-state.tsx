"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { OrderRow } from "./order-row";

/** What became of an order; money that came late is marked. */
export function OrderState({ order }: { order: Pick<OrderRow, "state" | "isLate"> }) {
  const t = useTranslations("order");
  const { state, isLate } = order;
  const badge = (
    <StatusBadge status={state} isQuiet={state === "paid" && !isLate} {...(isLate ? { tone: "warn" } : {})}>
      {isLate ? t("late", { state: t(`states.${state}`) }) : t(`states.${state}`)}
    </StatusBadge>
  );
  return isLate ? <Tooltip content={t("lateHint")}>{badge}</Tooltip> : badge;
}
