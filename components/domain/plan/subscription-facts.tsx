"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { PlanPrice } from "./plan-price";
import type { SubscriptionDetail } from "./subscription-row";
import { SubscriptionState } from "./subscription-state";

/** The contract itself: which version, paid until when, what happens then. */
export function SubscriptionFacts({ row, customer }: { row: SubscriptionDetail; customer?: ReactNode }) {
  const t = useTranslations("subscription");
  return (
    <DefinitionList>
      <Definition term={t("columns.state")}>
        <SubscriptionState row={row} />
      </Definition>
      {customer ? <Definition term={t("columns.customer")}>{customer}</Definition> : null}
      <Definition term={t("columns.plan")}>
        {row.planName} <span className="text-fg-2">v{row.versionNumber}</span>
        {row.isOldVersion ? <p className="text-fg-2 text-xs">{t("facts.oldVersion")}</p> : null}
      </Definition>
      <Definition term={t("facts.price")}>
        <PlanPrice price={row.terms} />
      </Definition>
      <Definition term={t("facts.started")}>
        <Time value={row.startedAt} format="absolute" />
      </Definition>
      {row.status === "active" ? (
        <>
          <Definition term={t("facts.period")}>
            {t.rich("facts.periodOf", {
              number: row.periodNumber,
              from: () => <Time value={row.currentPeriod.startsAt} format="date" />,
              to: () => <Time value={row.currentPeriod.endsAt} format="date" />,
            })}
          </Definition>
          <Definition term={t("columns.paidUntil")}>
            <Time value={row.periodEndAt} format="absolute" />
          </Definition>
          <Definition term={t("facts.then")}>
            <WhatThen row={row} />
          </Definition>
        </>
      ) : (
        <Definition term={t("facts.ended")}>
          <Time value={row.endedAt} format="absolute" />
        </Definition>
      )}
      {row.cancelReason ? <Definition term={t("facts.cancelReason")}>{row.cancelReason}</Definition> : null}
      <Definition term={t("facts.id")}>
        <RecordId id={row.id} />
      </Definition>
    </DefinitionList>
  );
}

/** What happens at the end of what is paid. */
export function WhatThen({ row }: { row: SubscriptionDetail }) {
  const t = useTranslations("subscription.then");
  if (row.cancelsAtPeriodEnd) return t("ends");
  if (!row.isAutoRenew) return t("expires");
  if (row.walletPrice === null) return t("renews");
  if (row.walletPrice === 0n) return t("renewsFree");
  return t.rich("renewsFor", { amount: () => <Quota units={row.walletPrice} /> });
}

/** Why the last renewal failed and what to do; nothing when it did not. */
export function RenewalFault({ row, isOwn }: { row: SubscriptionDetail; isOwn: boolean }) {
  const t = useTranslations();
  if (row.renewalError === "" || row.status !== "active") return null;
  const key = reasonKey(row.renewalError);
  return (
    <Alert
      tone="warn"
      title={t("subscription.renewalFault.title")}
      actions={
        isOwn ? (
          <Link href="/wallet" className="link">
            {t("subscription.renewalFault.topUp")}
          </Link>
        ) : null
      }
    >
      {key && t.has(key) ? t(key) : t("errors.INTERNAL")}{" "}
      {t.rich("subscription.renewalFault.until", { when: () => <Time value={row.periodEndAt} format="absolute" /> })}
    </Alert>
  );
}
