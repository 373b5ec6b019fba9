"use client";

import { Plus, TicketCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { RedeemForDialog } from "@/components/domain/redemption/redeem-dialog";
import { UsesTable } from "@/components/domain/redemption/uses-table";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { BatchesTable } from "./batches-table";
import { CodesTable } from "./codes-table";
import { useBatchDialogs } from "./use-batch-dialogs";

const TABS = ["batches", "codes", "uses"] as const;

/** Batches, their codes, and who redeemed them. */
export function CodesPage() {
  const t = useTranslations("redemption");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("batches"));
  const dialogs = useBatchDialogs();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<PageActions onCreate={dialogs.create} />}
      />
      <PageBody>
        <Tabs value={tab} onValueChange={(next) => void setTab(next as (typeof TABS)[number])}>
          <TabsList>
            {TABS.map((name) => (
              <TabsTrigger key={name} value={name}>
                {t(`tabs.${name}`)}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="batches">
            <BatchesTable dialogs={dialogs} />
          </TabsContent>
          <TabsContent value="codes">
            <CodesTable />
          </TabsContent>
          <TabsContent value="uses">
            <UsesTable />
          </TabsContent>
        </Tabs>
      </PageBody>
      {dialogs.element}
    </>
  );
}

function PageActions({ onCreate }: { onCreate: () => void }) {
  const t = useTranslations("redemption");
  const mayManage = useCan("redemption.manage");
  const mayRedeem = useCan("redemption.redeemFor");
  const [isRedeeming, setIsRedeeming] = useState(false);
  return (
    <>
      {mayRedeem ? (
        <Button onClick={() => setIsRedeeming(true)}>
          <TicketCheck aria-hidden />
          {t("redeem.forCustomer")}
        </Button>
      ) : null}
      {mayManage ? (
        <Button variant="primary" onClick={onCreate}>
          <Plus aria-hidden />
          {t("create")}
        </Button>
      ) : null}
      <RedeemForDialog open={isRedeeming} onOpenChange={setIsRedeeming} />
    </>
  );
}
