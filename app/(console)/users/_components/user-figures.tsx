"use client";

import { useTranslations } from "next-intl";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";
import type { UserDetail } from "./user-detail";

/** Money and use of an account in four figures. */
export function UserFigures({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  return (
    <StatList>
      <Stat label={t("balance")}>
        <Quota units={user.balance} />
      </Stat>
      <Stat label={t("held")} hint={t("heldBy", { count: user.holdCount })}>
        <Quota units={user.heldQuota} />
      </Stat>
      <Stat label={t("used")}>
        <Quota units={user.usedQuota} />
      </Stat>
      <Stat label={t("requests")}>
        <CompactNumber value={user.requestCount} />
      </Stat>
    </StatList>
  );
}
