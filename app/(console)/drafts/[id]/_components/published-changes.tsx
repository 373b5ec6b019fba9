"use client";

import { useQuery } from "@tanstack/react-query";
import { History, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { recordHref } from "@/components/domain/audit/record-href";
import { ChangeList } from "@/components/domain/revision/change-list";
import { useObjectName } from "@/components/domain/revision/object-name";
import type { RevisionRow } from "@/components/domain/revision/revision-row";
import { RollBackDialog } from "@/components/domain/revision/roll-back-dialog";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

/** A draft holds no more objects. */
const OBJECTS_MAX = 200;

/** Around the publication: revisions are found by their instant, and clocks of two machines are apart. */
const AROUND_MS = 60_000;

/** What a published draft changed: its own revisions, because what is in force now is the draft itself or something later. */
export function PublishedChanges({ draftId, publishedAt }: { draftId: string; publishedAt: Date }) {
  const t = useTranslations("draft");
  const query = useQuery(
    useTRPC().revision.list.queryOptions({
      draftId,
      createdFrom: new Date(publishedAt.getTime() - AROUND_MS),
      createdTo: new Date(publishedAt.getTime() + AROUND_MS),
      limit: OBJECTS_MAX,
    }),
  );
  const items = query.data?.items ?? [];
  const [first] = items;
  return (
    <Panel
      title={t("changes", { count: items.length })}
      description={t("publishedHint")}
      actions={first ? <Ways changeId={first.changeId} /> : null}
    >
      <QueryState query={query}>
        {({ items: revisions }) =>
          revisions.length === 0 ? (
            <p className="text-fg-2">{t("publishedNothing")}</p>
          ) : (
            <ul className="flex flex-col gap-4">
              {revisions.map((revision) => (
                <PublishedObject key={revision.id} revision={revision} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </Panel>
  );
}

function Ways({ changeId }: { changeId: string }) {
  const t = useTranslations("draft");
  const tRevision = useTranslations("revision");
  const mayRestore = useCan("revision.restore");
  const [isRollingBack, setIsRollingBack] = useState(false);
  return (
    <>
      <Button asChild variant="ghost" size="sm">
        <Link href={`/history?changeId=${changeId}`}>
          <History aria-hidden />
          {t("showHistory")}
        </Link>
      </Button>
      {mayRestore ? (
        <Button size="sm" onClick={() => setIsRollingBack(true)}>
          <Undo2 aria-hidden />
          {tRevision("rollBack.open")}
        </Button>
      ) : null}
      {isRollingBack ? <RollBackDialog changeId={changeId} onClose={() => setIsRollingBack(false)} /> : null}
    </>
  );
}

function PublishedObject({ revision }: { revision: RevisionRow }) {
  const t = useTranslations("draft");
  const tKinds = useTranslations("revision.kinds");
  const { kind, objectId, label, isDeletion, changes } = revision;
  const name = useObjectName()({ kind, id: objectId, label });
  const href = recordHref(kind, objectId);
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-border p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge>{tKinds(kind)}</Badge>
        <h3 className="min-w-0 flex-1 truncate font-semibold">
          {href && !isDeletion ? (
            <Link href={href} className="link">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        {isDeletion ? <Badge tone="err">{t("deletes")}</Badge> : null}
      </div>
      <ChangeList changes={changes} kind={kind} objectId={objectId} />
    </li>
  );
}
