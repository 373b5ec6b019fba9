"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import type { UserDetail } from "./user-detail";

/** Money and use of an account in four figures. */
export function UserFigures({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  return (
    <div className="@container">
      <dl className="grid @2xl:grid-cols-4 grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border">
        <Figure term={t("balance")}>
          <Quota units={user.balance} />
        </Figure>
        <Figure term={t("held")} hint={t("heldBy", { count: user.holdCount })}>
          <Quota units={user.heldQuota} />
        </Figure>
        <Figure term={t("used")}>
          <Quota units={user.usedQuota} />
        </Figure>
        <Figure term={t("requests")}>
          <CompactNumber value={user.requestCount} />
        </Figure>
      </dl>
    </div>
  );
}

function Figure({ term, hint, children }: { term: string; hint?: string; children: ReactNode }) {
  return (
    <div className="min-w-0 bg-bg px-3 py-2.5">
      <dt className="text-fg-2 text-xs">{term}</dt>
      <dd className="truncate font-semibold text-xl tabular-nums">{children}</dd>
      {hint ? <dd className="truncate text-fg-3 text-xs">{hint}</dd> : null}
    </div>
  );
}
