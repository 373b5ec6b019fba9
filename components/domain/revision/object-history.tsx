"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keyset } from "@/components/data-table/list-query";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { RevisionKind } from "@/server/configuration/revision/schema";
import { ChangeList } from "./change-list";
import { RestoreDialog } from "./restore-dialog";
import { RevisionActor } from "./revision-actor";
import type { RevisionRow } from "./revision-row";

/**
 * Every state one object had, newest first: what changed, who, when and why, and the way back to each. What happened to it without
 * changing what was configured (a failing channel switched off) is among its events.
 */
export function ObjectHistory({ kind, objectId }: { kind: RevisionKind; objectId: string }) {
  const t = useTranslations("revision");
  const mayRead = useCan("revision.read");
  const [areEventsShown, setAreEventsShown] = useState(false);
  const events = <RecordHistory targetKind={kind} targetId={objectId} />;
  // Who may not see whole states still sees what happened.
  if (!mayRead) return events;
  return (
    <div className="flex flex-col gap-4">
      <Button size="sm" className="self-start" onClick={() => setAreEventsShown(!areEventsShown)}>
        {t(areEventsShown ? "showStates" : "showEvents")}
      </Button>
      {areEventsShown ? events : <States kind={kind} objectId={objectId} />}
    </div>
  );
}

function States({ kind, objectId }: { kind: RevisionKind; objectId: string }) {
  const t = useTranslations("revision");
  const trpc = useTRPC();
  const [restored, setRestored] = useState<string | null>(null);
  const query = useInfiniteQuery(
    trpc.revision.list.infiniteQueryOptions({ kind: [kind], objectId, limit: 20 }, keyset),
  );
  return (
    <QueryState query={query}>
      {({ pages }) => {
        const revisions = pages.flatMap((page) => page.items);
        if (revisions.length === 0) return <p className="text-fg-2">{t("noneOfObject")}</p>;
        return (
          <div className="flex flex-col gap-4">
            <ol className="flex flex-col">
              {revisions.map((revision) => (
                <State key={revision.id} revision={revision} onRestore={() => setRestored(revision.id)} />
              ))}
            </ol>
            {query.hasNextPage ? (
              <Button
                className="self-start"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t("older")}
              </Button>
            ) : null}
            {restored ? <RestoreDialog id={restored} onClose={() => setRestored(null)} /> : null}
          </div>
        );
      }}
    </QueryState>
  );
}

function State({ revision, onRestore }: { revision: RevisionRow; onRestore: () => void }) {
  const t = useTranslations("revision");
  const mayRestore = useCan("revision.restore");
  return (
    <li className="flex flex-col gap-2 border-border border-b py-4 first:pt-0 last:border-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={`/history?open=${revision.id}`} className="link font-semibold tabular-nums">
          {t("number", { number: revision.number })}
        </Link>
        {revision.isNewest ? <Badge tone="ok">{t("now")}</Badge> : null}
        <RevisionActor revision={revision} />
        <Time value={revision.createdAt} format="exact" className="ml-auto text-fg-2 text-xs" />
      </div>
      {revision.reason ? <p className="text-fg-2">{revision.reason}</p> : null}
      <ChangeList changes={revision.changes} kind={revision.kind} objectId={revision.objectId} />
      {mayRestore && !revision.isNewest && !revision.isDeletion ? (
        <Button size="sm" className="self-start" onClick={onRestore}>
          <Undo2 aria-hidden />
          {t("restoreNumber", { number: revision.number })}
        </Button>
      ) : null}
    </li>
  );
}
