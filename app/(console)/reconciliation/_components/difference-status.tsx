"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { DifferenceStatus as Status } from "@/server/money/reconciliation/schema";

export function DifferenceStatus({ status }: { status: Status }) {
  const t = useTranslations("reconciliation.statuses");
  return <StatusBadge status={status}>{t(status)}</StatusBadge>;
}
