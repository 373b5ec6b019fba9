"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { keyset } from "@/components/data-table/list-query";
import { ChangeList } from "@/components/domain/revision/change-list";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { AuditActor } from "./audit-actor";

/** Everything that ever happened to one record, newest first, each with its difference. */
export function RecordHistory({ targetKind, targetId }: { targetKind: string; targetId: string }) {
  const t = useTranslations("audit.history");
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.audit.forTarget.infiniteQueryOptions({ targetKind, targetId, limit: 20 }, keyset),
  );
  return (
    <QueryState query={query}>
      {({ pages }) => {
        const events = pages.flatMap((page) => page.items);
        if (events.length === 0) return <p className="text-fg-2">{t("empty")}</p>;
        return (
          <div className="flex flex-col gap-5">
            <ol className="flex flex-col gap-5">
              {events.map((event) => (
                <li key={event.id} className="flex flex-col gap-1.5">
                  <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
                    <span className="font-mono text-xs">{event.action}</span>
                    <AuditActor event={event} />
                    <Time value={event.createdAt} format="exact" className="ml-auto text-fg-2 text-xs" />
                  </div>
                  {event.reason ? <p className="text-fg-2">{event.reason}</p> : null}
                  {event.changes.length > 0 ? <ChangeList changes={event.changes} kind={targetKind} /> : null}
                </li>
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
          </div>
        );
      }}
    </QueryState>
  );
}
