"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";

/** The state of an account; deleted wins over enabled or disabled. */
export function UserStatus({ user }: { user: { status: "enabled" | "disabled"; deletedAt: Date | null } }) {
  const t = useTranslations("user.status");
  const status = user.deletedAt ? "deleted" : user.status;
  return (
    <StatusBadge status={status} isQuiet={status === "enabled"}>
      {t(status)}
    </StatusBadge>
  );
}
