"use client";

import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";

type Wallet = RouterOutputs["wallet"]["get"];

/** What is there, what running requests hold, and how long it lasts. */
export function WalletFigures({ wallet }: { wallet: Wallet }) {
  const t = useTranslations("wallet");
  const { pendingOrderCount, holdCount, daysLeft } = wallet;
  return (
    <StatList>
      <Stat label={t("balance")} hint={pendingOrderCount > 0 ? t("awaited", { count: pendingOrderCount }) : null}>
        <span aria-live="polite">
          <Quota units={wallet.balance} />
        </span>
      </Stat>
      <Stat label={t("held")} hint={holdCount > 0 ? t("holds", { count: holdCount }) : null}>
        <Quota units={wallet.held} />
      </Stat>
      <Stat label={t("burn")} hint={t("burnHint")}>
        <Quota units={wallet.burnPerDay} />
      </Stat>
      <Stat label={t("daysLeft")} hint={daysLeft === null ? t("noBurn") : t("atThisPace")}>
        {daysLeft === null ? <span className="text-fg-3">—</span> : <NumberText value={daysLeft} />}
      </Stat>
    </StatList>
  );
}
