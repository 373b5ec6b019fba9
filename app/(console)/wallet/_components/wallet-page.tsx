"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { LedgerTable } from "@/components/domain/ledger/ledger-table";
import { BalanceStatement } from "@/components/domain/ledger/statement/balance-statement";
import { AwaitedOrder } from "@/components/domain/order/awaited-order";
import { CurrentPlan } from "@/components/domain/plan/current-plan";
import { FundingChoice } from "@/components/domain/plan/funding-choice";
import { QueryState } from "@/components/feedback/query-state";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { AddCredit } from "./add-credit";
import { EndingCredit } from "./ending-credit";
import { OwnOrders } from "./own-orders";
import { OwnRedemptions } from "./own-redemptions";
import { ReferralPanel } from "./referral-panel";
import { WalletFigures } from "./wallet-figures";

const TABS = ["credit", "plan", "statement", "entries", "orders", "codes", "referral"] as const;
type Tab = (typeof TABS)[number];
/** A provider's word lands any moment: whoever waits for it should not have to reload. */
const AWAITED_MS = 2_000;
const REFRESH_MS = 30_000;

/** One's own money: what is there, how to get more, where it went. */
export function WalletPage() {
  const t = useTranslations("wallet");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("credit"));
  const { id } = useViewer();
  const query = useQuery(
    useTRPC().wallet.get.queryOptions(undefined, {
      refetchInterval: ({ state }) => ((state.data?.pendingOrderCount ?? 0) > 0 ? AWAITED_MS : REFRESH_MS),
    }),
  );
  const contents: Record<Tab, ReactNode> = {
    credit: <AddCredit />,
    plan: <OwnPlan />,
    statement: <BalanceStatement userId={id} />,
    entries: <LedgerTable userId={id} />,
    orders: <OwnOrders />,
    codes: <OwnRedemptions />,
    referral: <ReferralPanel />,
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <AwaitedOrder />
        <QueryState query={query}>{(wallet) => <WalletFigures wallet={wallet} />}</QueryState>
        <EndingCredit />
        <Tabs value={tab} onValueChange={(next) => void setTab(next as Tab)}>
          <TabsList>
            {TABS.map((name) => (
              <TabsTrigger key={name} value={name}>
                {t(`tabs.${name}`)}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value={tab}>{contents[tab]}</TabsContent>
        </Tabs>
      </PageBody>
    </>
  );
}

function OwnPlan() {
  const t = useTranslations("wallet.funding");
  return (
    <div className="grid gap-8 xl:grid-cols-2">
      <CurrentPlan />
      <Panel title={t("title")} description={t("hint")}>
        <FundingChoice />
      </Panel>
    </div>
  );
}
