"use client";

import { useQuery } from "@tanstack/react-query";
import { Braces, GitCompare, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { JsonCompare } from "@/components/diff/json-compare";
import { recordHref } from "@/components/domain/audit/record-href";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { ChangeList } from "./change-list";
import { CompareWithNow } from "./compare-with-now";
import { useObjectName } from "./object-name";
import { RestoreDialog } from "./restore-dialog";
import { RevisionActor } from "./revision-actor";
import type { RevisionRecord } from "./revision-row";
import { RollBackDialog } from "./roll-back-dialog";

type Act = "restore" | "rollBack" | null;

/** One revision: who made the object so, when, why and from where, what that changed, and the ways back. */
export function RevisionDetail({ id }: { id: string }) {
  const query = useQuery(useTRPC().revision.get.queryOptions({ id }));
  return <QueryState query={query}>{(revision) => <Detail key={id} revision={revision} />}</QueryState>;
}

function Detail({ revision }: { revision: RevisionRecord }) {
  const t = useTranslations("revision");
  const [act, setAct] = useState<Act>(null);
  const [isCompared, setIsCompared] = useState(false);
  const [isWhole, setIsWhole] = useState(false);
  return (
    <div className="flex flex-col gap-6">
      <Acts revision={revision} onAct={setAct} isCompared={isCompared} onCompare={() => setIsCompared(!isCompared)} />
      <Facts revision={revision} />
      {isCompared && !revision.isNewest ? (
        <Panel title={t("compared")}>
          <CompareWithNow id={revision.id} />
        </Panel>
      ) : null}
      <Panel
        title={t("changes")}
        actions={
          <Button size="sm" variant="ghost" aria-pressed={isWhole} onClick={() => setIsWhole(!isWhole)}>
            <Braces aria-hidden />
            {t(isWhole ? "asFields" : "asJson")}
          </Button>
        }
      >
        {isWhole ? (
          <JsonCompare before={revision.previousContent} after={revision.content} />
        ) : (
          <ChangeList changes={revision.changes} kind={revision.kind} objectId={revision.objectId} />
        )}
      </Panel>
      {act === "restore" ? <RestoreDialog id={revision.id} onClose={() => setAct(null)} /> : null}
      {act === "rollBack" ? <RollBackDialog changeId={revision.changeId} onClose={() => setAct(null)} /> : null}
    </div>
  );
}

function Acts(props: {
  revision: RevisionRecord;
  onAct: (act: Act) => void;
  isCompared: boolean;
  onCompare: () => void;
}) {
  const { revision, onAct, isCompared, onCompare } = props;
  const t = useTranslations("revision");
  const mayRestore = useCan("revision.restore");
  return (
    <div className="flex flex-wrap gap-2">
      {mayRestore ? (
        <Button onClick={() => onAct("rollBack")}>
          <Undo2 aria-hidden />
          {t("rollBack.open")}
        </Button>
      ) : null}
      {mayRestore && !revision.isNewest && !revision.isDeletion ? (
        <Button onClick={() => onAct("restore")}>{t("restoreThis")}</Button>
      ) : null}
      {revision.isNewest ? null : (
        <Button variant="ghost" aria-pressed={isCompared} onClick={onCompare}>
          <GitCompare aria-hidden />
          {t("compareNow")}
        </Button>
      )}
    </div>
  );
}

function Facts({ revision }: { revision: RevisionRecord }) {
  const t = useTranslations("revision.facts");
  const tKinds = useTranslations("revision.kinds");
  const href = recordHref(revision.kind, revision.objectId);
  const name = useObjectName()({ kind: revision.kind, id: revision.objectId, label: revision.label });
  return (
    <DefinitionList>
      <Definition term={t("object")}>
        <span className="flex flex-wrap items-center gap-2">
          <Badge>{tKinds(revision.kind)}</Badge>
          {href ? (
            <Link href={href} className="link">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
      </Definition>
      <Definition term={t("number")}>
        {t("ofLatest", { number: revision.number, latest: revision.newestNumber })}
      </Definition>
      <Definition term={t("who")}>
        <RevisionActor revision={revision} />
      </Definition>
      <Definition term={t("when")}>
        <Time value={revision.createdAt} format="absolute" />
      </Definition>
      <Definition term={t("why")}>{revision.reason || null}</Definition>
      <Definition term={t("change")}>
        <Link href={`/history?changeId=${revision.changeId}`} className="link">
          {t("sameChange")}
        </Link>
      </Definition>
      {revision.restoredFromId ? (
        <Definition term={t("restoredFrom")}>
          <Link href={`/history?open=${revision.restoredFromId}`} className="link">
            {t("thatState")}
          </Link>
        </Definition>
      ) : null}
      {revision.draftId ? (
        <Definition term={t("draft")}>
          <Link href={`/drafts/${revision.draftId}`} className="link">
            {t("thatDraft")}
          </Link>
        </Definition>
      ) : null}
      <Definition term={t("ip")}>{revision.ip || null}</Definition>
      <Definition term={t("device")}>{revision.userAgent || null}</Definition>
      <Definition term={t("request")}>{revision.requestId ? <RecordId id={revision.requestId} /> : null}</Definition>
      <Definition term={t("audit")}>
        <Link
          href={`/audit?targetKind=${revision.kind}&targetId=${encodeURIComponent(revision.objectId)}${openEvent(revision)}`}
          className="link"
        >
          {revision.action}
        </Link>
      </Definition>
      <Definition term={t("id")}>
        <RecordId id={revision.id} />
      </Definition>
    </DefinitionList>
  );
}

/** The event of this very change lies open there, where it is still kept. */
function openEvent({ auditEventId }: RevisionRecord): string {
  return auditEventId === null ? "" : `&open=${auditEventId}`;
}
