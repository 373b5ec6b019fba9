"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/domain/ledger/person-link";
import { ReferenceLink } from "@/components/domain/ledger/reference-link";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { cn } from "@/components/ui/cn";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { ApprovalActions } from "./approval-actions";

export type Approval = RouterOutputs["approval"]["get"];

/** Who asks for what, what it would do to which balance, and the decision. */
export function ApprovalDetail({ id }: { id: string }) {
  const query = useQuery(useTRPC().approval.get.queryOptions({ id }));
  return <QueryState query={query}>{(approval) => <LoadedApproval approval={approval} />}</QueryState>;
}

function LoadedApproval({ approval }: { approval: Approval }) {
  const t = useTranslations("approval");
  return (
    <div className="flex flex-col gap-6">
      <DefinitionList>
        <Definition term={t("columns.status")}>
          <StatusBadge status={approval.status}>{t(`statuses.${approval.status}`)}</StatusBadge>
        </Definition>
        <Definition term={t("columns.requester")}>
          <PersonLink person={approval.requester} />
        </Definition>
        <Definition term={t("columns.user")}>
          <PersonLink person={approval.user} />
        </Definition>
        <Definition term={t("columns.amount")}>
          <Quota units={approval.amount} />
        </Definition>
        <Definition term={t("columns.reason")}>{approval.reason}</Definition>
        {approval.recordIds.map((id) => (
          <Definition key={id} term={t("detail.about")}>
            <ReferenceLink id={id} isFull />
          </Definition>
        ))}
        <Definition term={t("columns.createdAt")}>
          <Time value={approval.createdAt} format="absolute" />
        </Definition>
        <DecisionFacts approval={approval} />
      </DefinitionList>
      {approval.effects.length > 0 ? <Effects effects={approval.effects} /> : null}
      <ApprovalActions approval={approval} />
    </div>
  );
}

function DecisionFacts({ approval }: { approval: Approval }) {
  const t = useTranslations("approval");
  const { decidedAt, decider, decisionNote, expiresAt } = approval;
  if (decidedAt === null) {
    return (
      <Definition term={t("columns.expiresAt")}>
        <Time value={expiresAt} format="absolute" />
      </Definition>
    );
  }
  return (
    <>
      {decider ? (
        <Definition term={t("columns.decider")}>
          <PersonLink person={decider} />
        </Definition>
      ) : null}
      <Definition term={t("detail.decidedAt")}>
        <Time value={decidedAt} format="absolute" />
      </Definition>
      {decisionNote ? <Definition term={t("detail.note")}>{decisionNote}</Definition> : null}
    </>
  );
}

function Effects({ effects }: { effects: Approval["effects"] }) {
  const t = useTranslations("approval.effect");
  const isTooLow = effects.some(({ to }) => to < 0n);
  return (
    <Panel title={t("title")}>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 tabular-nums">
        {effects.map(({ userId, username, from, to }) => (
          <div key={userId} className="contents">
            <dt className="truncate">{t("balanceOf", { name: username })}</dt>
            <dd className="text-right">
              <Quota units={from} />
              <span className="px-1.5 text-fg-3" aria-hidden>
                →
              </span>
              <span className="sr-only">{t("becomes")}</span>
              <Quota units={to} className={cn("font-semibold", to < 0n && "text-err")} />
            </dd>
          </div>
        ))}
      </dl>
      {isTooLow ? (
        <Alert tone="warn" className="mt-3">
          {t("tooLow")}
        </Alert>
      ) : null}
    </Panel>
  );
}
