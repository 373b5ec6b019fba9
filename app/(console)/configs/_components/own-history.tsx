"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { keyset } from "@/components/data-table/list-query";
import { ChangeList } from "@/components/domain/revision/change-list";
import { RevisionActor } from "@/components/domain/revision/revision-actor";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";

/** What became of one's own configuration: who changed what, when and why. */
export function OwnHistory({ id }: { id: string }) {
  const t = useTranslations("revision");
  const query = useInfiniteQuery(
    useTRPC().revision.listOwn.infiniteQueryOptions({ kind: ["config"], objectId: id, limit: 20 }, keyset),
  );
  return (
    <QueryState query={query}>
      {({ pages }) => {
        const revisions = pages.flatMap((page) => page.items);
        if (revisions.length === 0) return <p className="text-fg-2">{t("noneOfObject")}</p>;
        return (
          <ol className="flex max-w-4xl flex-col">
            {revisions.map((revision) => (
              <li
                key={revision.id}
                className="flex flex-col gap-2 border-border border-b py-4 first:pt-0 last:border-0"
              >
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-semibold tabular-nums">{t("number", { number: revision.number })}</span>
                  <RevisionActor revision={revision} />
                  <Time value={revision.createdAt} format="exact" className="ml-auto text-fg-2 text-xs" />
                </div>
                {revision.reason ? <p className="text-fg-2">{revision.reason}</p> : null}
                <ChangeList changes={revision.changes} kind={revision.kind} objectId={revision.objectId} />
              </li>
            ))}
            {query.hasNextPage ? (
              <Button className="self-start" onClick={() => void query.fetchNextPage()}>
                {t("older")}
              </Button>
            ) : null}
          </ol>
        );
      }}
    </QueryState>
  );
}
