"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useOrigin } from "@/components/hooks/use-origin";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { useQuotaText } from "@/components/ui/money";
import { NumberText } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { Stat, StatList } from "@/components/ui/stat";
import { RewardsTable } from "./rewards-table";
import { TransferRewardsDialog } from "./transfer-rewards-dialog";

type Referral = RouterOutputs["referral"]["get"];

/** The link to invite with, what it earned, and the way of the rewards into the wallet. */
export function ReferralPanel() {
  const query = useQuery(useTRPC().referral.get.queryOptions());
  return (
    <QueryState query={query}>
      {(referral) => (
        <div className="flex flex-col gap-8">
          <Invitation referral={referral} />
          <Rewards referral={referral} />
        </div>
      )}
    </QueryState>
  );
}

function Invitation({ referral }: { referral: Referral }) {
  const t = useTranslations("referral");
  const trpc = useTRPC();
  const origin = useOrigin();
  const create = useAction(trpc.referral.createCode.mutationOptions(), { invalidate: [trpc.referral.pathFilter()] });
  return (
    <Panel title={t("invite")} description={<Terms referral={referral} />}>
      <div className="flex max-w-2xl flex-col items-start gap-3">
        {referral.terms.isOpen ? null : <Alert tone="warn">{t("closed")}</Alert>}
        {referral.code ? (
          <CodeBlock title={t("link")} code={`${origin}/register?ref=${referral.code}`} className="w-full" />
        ) : (
          <Button isPending={create.isPending} onClick={() => void create.run()}>
            <Link2 aria-hidden />
            {t("createLink")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** What a new account brings to either side, as far as the site gives anything. */
function Terms({ referral }: { referral: Referral }) {
  const t = useTranslations("referral.terms");
  const money = useQuotaText();
  const { inviteeUnits, inviterUnits, rebatePercent } = referral.terms;
  const sentences = [
    inviteeUnits > 0n ? t("invitee", { amount: money(inviteeUnits) }) : null,
    inviterUnits > 0n ? t("inviter", { amount: money(inviterUnits) }) : null,
    rebatePercent > 0 ? t("rebate", { percent: rebatePercent }) : null,
  ].filter((sentence) => sentence !== null);
  return sentences.length > 0 ? sentences.join(" ") : t("none");
}

function Rewards({ referral }: { referral: Referral }) {
  const t = useTranslations("referral");
  const money = useQuotaText();
  const [isOpen, setIsOpen] = useState(false);
  const min = referral.terms.transferMinUnits;
  const mayTransfer = referral.balance >= min;
  return (
    <Panel
      title={t("rewards")}
      actions={
        <Button disabled={!mayTransfer} onClick={() => setIsOpen(true)}>
          <ArrowRightLeft aria-hidden />
          {t("transfer.action")}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <StatList>
          <Stat label={t("balance")} hint={mayTransfer ? null : t("transfer.from", { amount: money(min) })}>
            <Quota units={referral.balance} />
          </Stat>
          <Stat label={t("earned")}>
            <Quota units={referral.earned} />
          </Stat>
          <Stat label={t("invited")}>
            <NumberText value={referral.invitedCount} />
          </Stat>
        </StatList>
        <RewardsTable />
      </div>
      {isOpen ? <TransferRewardsDialog referral={referral} onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  );
}
