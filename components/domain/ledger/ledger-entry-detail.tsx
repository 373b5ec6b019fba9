"use client";

import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { isReversibleKind } from "@/server/money/ledger/schema";
import { PersonLink } from "./person-link";
import { ReferenceLink } from "./reference-link";
import { ReverseEntryDialog } from "./reverse-entry-dialog";
import { SignedQuota } from "./signed-quota";

type Entry = RouterOutputs["ledger"]["get"];

const HOUR_MS = 3_600_000;

/** One entry, where it comes from, and what undid it. */
export function LedgerEntryDetail({ id }: { id: string }) {
  const query = useQuery(useTRPC().ledger.get.queryOptions({ id }));
  return <QueryState query={query}>{(entry) => <LoadedEntry entry={entry} />}</QueryState>;
}

function LoadedEntry({ entry }: { entry: Entry }) {
  const t = useTranslations("ledger");
  return (
    <div className="flex flex-col items-start gap-6">
      <DefinitionList className="w-full">
        <Definition term={t("columns.kind")}>{t(`kinds.${entry.kind}`)}</Definition>
        <Definition term={t("columns.amount")}>
          <SignedQuota units={entry.amount} />
        </Definition>
        <Definition term={t("columns.balanceAfter")}>
          <Quota units={entry.balanceAfter} />
        </Definition>
        <Definition term={t("columns.user")}>
          <PersonLink person={entry.user} />
        </Definition>
        <Definition term={t("columns.reference")}>
          <ReferenceLink id={entry.reference} isFull />
        </Definition>
        <Definition term={t("columns.reason")}>{entry.reason || null}</Definition>
        <Definition term={t("columns.actor")}>
          <PersonLink person={entry.actor} />
        </Definition>
        <Definition term={t("columns.createdAt")}>
          <Time value={entry.createdAt} format="absolute" />
        </Definition>
        <Definition term={t("columns.id")}>
          <RecordId id={entry.id} isFull />
        </Definition>
        {entry.reversalId ? (
          <Definition term={t("detail.reversedBy")}>
            <ReferenceLink id={entry.reversalId} isFull />
          </Definition>
        ) : null}
      </DefinitionList>
      {entry.kind === "consume" ? <HourLogs entry={entry} /> : <ReverseButton entry={entry} />}
    </div>
  );
}

/** An entry of kind consume is all use of one hour. */
function HourLogs({ entry }: { entry: Entry }) {
  const t = useTranslations("ledger.detail");
  const from = new Date(Math.floor(entry.createdAt.getTime() / HOUR_MS) * HOUR_MS);
  const to = new Date(from.getTime() + HOUR_MS);
  const seesAll = useCan("log.readAny");
  return (
    <Link
      className="link"
      href={hrefOfLogs({ kind: "consume", ...(seesAll ? { userId: entry.user.id } : {}), from, to })}
    >
      {t("hourLogs")}
    </Link>
  );
}

function ReverseButton({ entry }: { entry: Entry }) {
  const t = useTranslations("ledger.reverse");
  const mayReverse = useCan("ledger.reverse");
  const [isOpen, setIsOpen] = useState(false);
  if (!mayReverse || entry.reversalId !== null || !isReversibleKind(entry.kind)) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Undo2 aria-hidden />
        {t("action")}
      </Button>
      <ReverseEntryDialog entry={entry} open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
