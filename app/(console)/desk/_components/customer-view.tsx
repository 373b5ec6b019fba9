"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { UserStatus } from "@/components/domain/user/user-status";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Stat, StatList } from "@/components/ui/stat";
import { CustomerActions } from "./customer-actions";
import { CustomerPlan } from "./customer-plan";
import { LastEntries, LastOrders, LastRefusals, LastUses } from "./last-records";

/** Where one customer stands, and what can be done for them. */
export function CustomerView({ userId }: { userId: string }) {
  const t = useTranslations("desk");
  const query = useQuery(useTRPC().user.get.queryOptions({ id: userId }));
  return (
    <QueryState query={query}>
      {(user) => (
        <section aria-label={user.username} className="flex flex-col gap-6">
          <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h2 className="min-w-0 truncate font-semibold text-lg">
              <Link href={`/users/${user.id}`} className="link">
                {user.displayName}
              </Link>
            </h2>
            <UserStatus user={user} />
            <span className="min-w-0 truncate text-fg-2">{user.email ?? user.username}</span>
            <RecordId id={user.id} />
          </header>
          <CustomerActions user={user} />
          <StatList>
            <Stat label={t("balance")}>
              <Quota units={user.balance} />
            </Stat>
            <Stat label={t("held")} hint={user.holdCount > 0 ? t("holds", { count: user.holdCount }) : null}>
              <Quota units={user.heldQuota} />
            </Stat>
            <Stat label={t("used")}>
              <Quota units={user.usedQuota} />
            </Stat>
            <CustomerPlan userId={user.id} />
          </StatList>
          <div className="grid gap-8 xl:grid-cols-2">
            <LastOrders userId={user.id} />
            <LastUses userId={user.id} />
            <LastRefusals userId={user.id} />
            <LastEntries userId={user.id} />
          </div>
        </section>
      )}
    </QueryState>
  );
}
