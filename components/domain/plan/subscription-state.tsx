"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { SubscriptionRow } from "./subscription-row";

/** How a subscription stands, in one word: an active one that will not go on says so. */
export function SubscriptionState({ row }: { row: SubscriptionRow }) {
  const t = useTranslations("subscription.states");
  const state = stateOf(row);
  const isQuiet = state === "active";
  return (
    <StatusBadge status={STATUS[state]} isQuiet={isQuiet}>
      {t(state)}
    </StatusBadge>
  );
}

const STATUS = {
  active: "active",
  queued: "queued",
  ending: "expiring",
  renewal_failed: "failed",
  cancelled: "cancelled",
  expired: "expired",
} as const;

function stateOf(row: SubscriptionRow): keyof typeof STATUS {
  if (row.status !== "active") return row.status;
  if (row.isQueued) return "queued";
  if (row.cancelsAtPeriodEnd) return "ending";
  return row.renewalError ? "renewal_failed" : "active";
}
