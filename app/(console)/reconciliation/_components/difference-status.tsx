"use client";

import { useTranslations } from "next-intl";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { DifferenceStatus as Status } from "@/server/money/reconciliation/schema";

const TONE = { open: "warn", resolved: "ok", gone: "neutral" } as const satisfies Record<Status, Tone>;

export function DifferenceStatus({ status }: { status: Status }) {
  const t = useTranslations("reconciliation.statuses");
  return (
    <StatusBadge status={status} tone={TONE[status]}>
      {t(status)}
    </StatusBadge>
  );
}
