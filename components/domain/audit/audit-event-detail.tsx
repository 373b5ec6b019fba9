"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ChangeList } from "@/components/domain/revision/change-list";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { AuditActor } from "./audit-actor";
import { recordHref } from "./record-href";

/** One audit event: who, what, from where, and the difference it made. */
export function AuditEventDetail({ id }: { id: string }) {
  const t = useTranslations("audit.detail");
  const query = useQuery(useTRPC().audit.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(event) => {
        const href = recordHref(event.targetKind, event.targetId);
        return (
          <div className="flex flex-col gap-6">
            <DefinitionList>
              <Definition term={t("who")}>
                <AuditActor event={event} />
              </Definition>
              <Definition term={t("action")}>
                <span className="font-mono text-xs">{event.action}</span>
              </Definition>
              <Definition term={t("target")}>
                {href ? (
                  <Link href={href} className="link">
                    {event.targetLabel || event.targetId}
                  </Link>
                ) : (
                  event.targetLabel || event.targetId
                )}
              </Definition>
              <Definition term={t("when")}>
                <Time value={event.createdAt} format="absolute" />
              </Definition>
              {event.reason ? <Definition term={t("reason")}>{event.reason}</Definition> : null}
              <Definition term={t("ip")}>{event.ip || null}</Definition>
              <Definition term={t("device")}>{event.userAgent || null}</Definition>
              <Definition term={t("request")}>{event.requestId ? <RecordId id={event.requestId} /> : null}</Definition>
            </DefinitionList>
            <Panel title={t("changes")}>
              <ChangeList changes={event.changes} kind={event.targetKind} objectId={event.targetId} />
            </Panel>
          </div>
        );
      }}
    </QueryState>
  );
}
