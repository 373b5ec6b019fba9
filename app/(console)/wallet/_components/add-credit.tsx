"use client";

import { ExternalLink, Ticket } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TopUpForm } from "@/components/domain/order/top-up-form";
import { RedeemDialog } from "@/components/domain/redemption/redeem-dialog";
import { useSite } from "@/components/layout/site-context";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { CheckInPanel } from "./check-in-panel";

/** The ways to more credit: buy it, redeem a code, check in. */
export function AddCredit() {
  const t = useTranslations("wallet");
  return (
    <div className="grid gap-8 xl:grid-cols-2">
      <Panel title={t("topUp.title")} description={t("topUp.hint")}>
        <TopUpForm />
      </Panel>
      <div className="flex flex-col gap-8">
        <Redeem />
        <CheckInPanel />
      </div>
    </div>
  );
}

function Redeem() {
  const t = useTranslations("wallet.redeem");
  const [isOpen, setIsOpen] = useState(false);
  const { topUpUrl } = useSite();
  return (
    <Panel title={t("title")} description={t("hint")}>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setIsOpen(true)}>
          <Ticket aria-hidden />
          {t("action")}
        </Button>
        {topUpUrl ? (
          <Button variant="ghost" asChild>
            <a href={topUpUrl} target="_blank" rel="noopener noreferrer">
              <ExternalLink aria-hidden />
              {t("shop")}
            </a>
          </Button>
        ) : null}
      </div>
      <RedeemDialog open={isOpen} onOpenChange={setIsOpen} />
    </Panel>
  );
}
