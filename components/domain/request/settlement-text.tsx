"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { useQuotaText } from "@/components/ui/money";
import type { RequestRecord } from "./request-record";

const SOURCES = ["provider", "estimated", "none"] as const;

/** What the request was charged in the end, who paid it, what went back, and where that stands in the ledger. */
export function SettlementText({ request }: { request: RequestRecord }) {
  const t = useTranslations("inspect.details");
  const sources = useTranslations("log.usageSources");
  const money = useQuotaText();
  const { quota, planQuota, walletQuota, returnedQuota, uncollectedQuota } = request;
  const source = SOURCES.find((known) => known === request.usageSource) ?? "none";
  const parts = [
    ...(planQuota > 0n ? [t("byPlan", { amount: money(planQuota) })] : []),
    ...(planQuota > 0n && walletQuota > 0n ? [t("byWallet", { amount: money(walletQuota) })] : []),
    ...(returnedQuota > 0n ? [t("returned", { amount: money(returnedQuota) })] : []),
    ...(uncollectedQuota > 0n ? [t("uncollected", { amount: money(uncollectedQuota) })] : []),
  ];
  return (
    <>
      <p>
        {quota > 0n ? t("charged", { amount: money(quota, "exact") }) : t("nothingCharged")}
        {quota > 0n ? <span className="text-fg-2">{` · ${sources(source)}`}</span> : null}
      </p>
      {parts.length > 0 ? <p className="text-fg-2 text-xs">{parts.join(" · ")}</p> : null}
      <LedgerLink request={request} />
    </>
  );
}

function LedgerLink({ request: { ledgerEntry, subscriptionId, planQuota } }: { request: RequestRecord }) {
  const t = useTranslations("inspect.details");
  const subscriptions = useTranslations("inspect");
  const seesLedger = useCan("ledger.readAny");
  const seesSubscriptions = useCan("subscription.readAny");
  if (!seesLedger) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-xs">
      {ledgerEntry ? (
        <Link href={`/ledger?open=${ledgerEntry.id}`} className="link">
          {t("ledgerEntry")}
        </Link>
      ) : null}
      {subscriptionId && planQuota > 0n && seesSubscriptions ? (
        <Link href={`/subscriptions?open=${subscriptionId}`} className="link">
          {subscriptions("subscription")}
        </Link>
      ) : null}
    </p>
  );
}
