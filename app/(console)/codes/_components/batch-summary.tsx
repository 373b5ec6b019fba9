"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RecordHistory } from "@/components/domain/audit/record-history";
import type { BatchDetail } from "@/components/domain/redemption/redemption-row";
import { RedemptionState } from "@/components/domain/redemption/redemption-state";
import { UsesTable } from "@/components/domain/redemption/uses-table";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Stat, StatList } from "@/components/ui/stat";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { BatchButtons } from "./batch-acts";
import { BatchProgress } from "./batch-progress";
import { ValidUntil } from "./batches-columns";
import type { BatchDialogs } from "./use-batch-dialogs";

const LIVE_MS = 1_000;

/** One batch in the side sheet: how its codes stand, what can be done, who used them. */
export function BatchSummary({ id, onAct }: { id: string; onAct: BatchDialogs["act"] }) {
  const t = useTranslations("redemption.tabsDetail");
  const query = useQuery({
    ...useTRPC().redemption.getBatch.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.state === "creating" ? LIVE_MS : false),
  });
  return (
    <QueryState query={query}>
      {(batch) => (
        <Tabs defaultValue="overview" key={id}>
          <TabsList>
            <TabsTrigger value="overview">{t("overview")}</TabsTrigger>
            <TabsTrigger value="uses">{t("uses")}</TabsTrigger>
            <TabsTrigger value="history">{t("history")}</TabsTrigger>
          </TabsList>
          <TabsContent value="overview">
            <div className="flex flex-col gap-5">
              {batch.state === "creating" ? <BatchProgress batch={batch} /> : <BatchFigures batch={batch} />}
              <BatchButtons batch={batch} onAct={onAct} />
              <BatchFacts batch={batch} />
            </div>
          </TabsContent>
          <TabsContent value="uses">
            <UsesTable of={{ batchId: id }} />
          </TabsContent>
          <TabsContent value="history">
            <RecordHistory targetKind="redemptionBatch" targetId={id} />
          </TabsContent>
        </Tabs>
      )}
    </QueryState>
  );
}

function BatchFigures({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("redemption.columns");
  return (
    <StatList>
      <Stat label={t("codes")}>
        <NumberText value={batch.createdCount} />
      </Stat>
      <Stat label={t("used")}>
        <NumberText value={batch.usedCount} />
      </Stat>
      <Stat label={t("usesLeft")}>
        <NumberText value={batch.usesLeft} />
      </Stat>
      <Stat label={t("outstanding")}>
        <Quota units={batch.outstanding} precision="cents" />
      </Stat>
    </StatList>
  );
}

function BatchFacts({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("redemption");
  return (
    <DefinitionList>
      <Definition term={t("columns.state")}>
        <RedemptionState state={batch.state} />
      </Definition>
      <Definition term={t("columns.kind")}>{t(`kinds.${batch.kind}`)}</Definition>
      <Definition term={t("columns.quota")}>
        <Quota units={batch.quota} />
      </Definition>
      {batch.kind === "gift" ? (
        <Definition term={t("form.usesMax")}>
          <NumberText value={batch.usesMax} />
        </Definition>
      ) : null}
      <Definition term={t("columns.unused")}>
        <NumberText value={batch.codes.unused} />
      </Definition>
      <Definition term={t("columns.voided")}>
        <NumberText value={batch.codes.void} />
      </Definition>
      <Definition term={t("columns.validFrom")}>
        <Time value={batch.validFrom} format="absolute" />
      </Definition>
      <Definition term={t("columns.validUntil")}>
        <ValidUntil at={batch.validUntil} />
      </Definition>
      <Definition term={t("columns.creditDays")}>
        {batch.creditDays === null ? t("stays") : t("days", { days: batch.creditDays })}
      </Definition>
      <Definition term={t("columns.taken")}>
        <Taken batch={batch} />
      </Definition>
      <Definition term={t("columns.creator")}>{batch.creator ? <UserLink user={batch.creator} /> : null}</Definition>
      <Definition term={t("columns.createdAt")}>
        <Time value={batch.createdAt} format="absolute" />
      </Definition>
      {batch.notes ? <Definition term={t("columns.notes")}>{batch.notes}</Definition> : null}
      <Definition term={t("columns.id")}>
        <RecordId id={batch.id} />
      </Definition>
      <Definition term={t("columns.codes")}>
        <Link href={`/codes?tab=codes&codes_batchId=${batch.id}`} className="link">
          {t("showCodes")}
        </Link>
      </Definition>
    </DefinitionList>
  );
}

function Taken({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("redemption");
  if (!batch.takenAt) return batch.isTakeable ? t("notTaken") : null;
  return (
    <>
      <Time value={batch.takenAt} format="absolute" />
      {batch.taker ? ` ${t("takenBy", { name: batch.taker.username })}` : null}
    </>
  );
}

function UserLink({ user }: { user: { id: string; username: string } }) {
  return (
    <Link href={`/users/${user.id}`} className="link">
      {user.username}
    </Link>
  );
}
