"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { LedgerTable } from "@/components/domain/ledger/ledger-table";
import { CheckInPanel } from "@/components/domain/wallet/check-in-panel";
import { ReferralPanel } from "@/components/domain/wallet/referral-panel";
import { QueryState } from "@/components/feedback/query-state";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { WalletFigures } from "./wallet-figures";

const TABS = ["credit", "history", "referral"] as const;
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
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <QueryState query={query}>{(wallet) => <WalletFigures wallet={wallet} />}</QueryState>
        <Tabs value={tab} onValueChange={(next) => void setTab(next as (typeof TABS)[number])}>
          <TabsList>
            {TABS.map((name) => (
              <TabsTrigger key={name} value={name}>
                {t(`tabs.${name}`)}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="credit" className="flex flex-col gap-8">
            <CheckInPanel />
          </TabsContent>
          <TabsContent value="history">
            <LedgerTable userId={id} />
          </TabsContent>
          <TabsContent value="referral">
            <ReferralPanel />
          </TabsContent>
        </Tabs>
      </PageBody>
    </>
  );
}
