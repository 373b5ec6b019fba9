"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { BatchState, CodeState } from "@/server/money/redemption/schema";

/** What a batch or a code is worth now; a valid one shows no colour. */
export function RedemptionState({ state }: { state: BatchState | CodeState }) {
  const t = useTranslations("redemption.states");
  return (
    <StatusBadge status={state === "creating" ? "running" : state} isQuiet={state === "active"}>
      {t(state)}
    </StatusBadge>
  );
}
