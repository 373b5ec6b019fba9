"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";

type Subject = { status: "enabled" | "disabled"; deletedAt: Date | null; legalHoldAt?: Date | null };

/** The state of an account; deleted wins over enabled or disabled, and a legal hold stands beside it. */
export function UserStatus({ user }: { user: Subject }) {
  const t = useTranslations("user.status");
  const hold = useTranslations("retention.holds");
  const status = user.deletedAt ? "deleted" : user.status;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <StatusBadge status={status} isQuiet={status === "enabled"}>
        {t(status)}
      </StatusBadge>
      {user.legalHoldAt ? (
        <StatusBadge status="held" tone="info">
          {hold("badge")}
        </StatusBadge>
      ) : null}
    </span>
  );
}
