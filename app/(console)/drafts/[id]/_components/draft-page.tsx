"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { DraftRecord } from "@/components/domain/draft/draft-row";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RecordId } from "@/components/ui/record-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { DraftActions } from "./draft-actions";
import { DraftObjectPanel } from "./draft-object-panel";
import { DryRunPanel } from "./dry-run-panel";
import { PublishedChanges } from "./published-changes";

/** One draft: what it would change, whether it still can, what would follow, and its publication. */
export function DraftPage({ id }: { id: string }) {
  const t = useTranslations("draft");
  const query = useQuery(useTRPC().draft.get.queryOptions({ id }));
  const breadcrumb = [{ label: t("title"), href: "/drafts" }];
  const draft = query.data;
  return (
    <>
      <PageHeader
        title={draft?.title ?? t("one")}
        breadcrumb={breadcrumb}
        meta={
          draft ? (
            <>
              <StatusBadge status={draft.status}>{t(`statuses.${draft.status}`)}</StatusBadge>
              <RecordId id={draft.id} />
            </>
          ) : null
        }
        actions={draft ? <DraftActions draft={draft} /> : null}
      />
      <PageBody>
        <QueryState query={query}>{(loaded) => <Loaded draft={loaded} />}</QueryState>
      </PageBody>
    </>
  );
}

function Loaded({ draft }: { draft: DraftRecord }) {
  const t = useTranslations("draft");
  const isOpen = draft.status === "draft" || draft.status === "failed";
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <StateNotes draft={draft} />
      <DefinitionList>
        <Definition term={t("reason")}>{draft.reason || null}</Definition>
        <Definition term={t("columns.createdBy")}>{draft.createdByName}</Definition>
        <Definition term={t("columns.updatedAt")}>
          <Time value={draft.updatedAt} format="absolute" />
        </Definition>
        {draft.publishedAt ? (
          <Definition term={t("publishedAt")}>
            <Time value={draft.publishedAt} format="absolute" />
          </Definition>
        ) : null}
      </DefinitionList>
      {draft.publishedAt ? (
        <PublishedChanges draftId={draft.id} publishedAt={draft.publishedAt} />
      ) : (
        <DraftedChanges draft={draft} isOpen={isOpen} />
      )}
      {isOpen && draft.changes.length > 0 ? <DryRunPanel draft={draft} /> : null}
    </div>
  );
}

function DraftedChanges({ draft, isOpen }: { draft: DraftRecord; isOpen: boolean }) {
  const t = useTranslations("draft");
  return (
    <Panel title={t("changes", { count: draft.changes.length })} description={t("changesHint")}>
      {draft.changes.length === 0 ? (
        <EmptyState kind="none" title={t("noChanges.title")} description={t("noChanges.description")} />
      ) : (
        <ul className="flex flex-col gap-4">
          {draft.changes.map((object) => (
            <DraftObjectPanel key={`${object.kind} ${object.id}`} draft={draft} object={object} isOpen={isOpen} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What stands in the way, or what will happen by itself. */
function StateNotes({ draft }: { draft: DraftRecord }) {
  const t = useTranslations("draft");
  const words = useTranslations();
  const staleCount = draft.changes.filter(({ isStale }) => isStale).length;
  const key = draft.failure ? reasonKey(draft.failure.reason) : null;
  const meta = Object.fromEntries(
    Object.entries(draft.failure?.meta ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return (
    <>
      {draft.status === "scheduled" && draft.publishAt ? (
        <Alert title={t("scheduledFor")}>
          <Time value={draft.publishAt} format="absolute" />
        </Alert>
      ) : null}
      {draft.failure ? (
        <Alert tone="err" title={t("failed")}>
          {key && words.has(key) ? words(key, meta) : draft.failure.reason}
        </Alert>
      ) : null}
      {staleCount > 0 ? <Alert tone="warn">{t("stale", { count: staleCount })}</Alert> : null}
    </>
  );
}
