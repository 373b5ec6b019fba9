"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EventVerdictBadge } from "@/components/domain/payment/event-verdict";
import { useFindingText } from "@/components/domain/payment/use-finding-text";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { prettyBody } from "./pretty-body";

type EventRecord = RouterOutputs["payment"]["event"];

/** One event whole: what came, what was made of it, what we answered, and what can be done about it. */
export function EventDetail({ id }: { id: string }) {
  const t = useTranslations("payment.detail");
  const query = useQuery(useTRPC().payment.event.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(event) => (
        <div className="flex flex-col gap-5">
          <EventButtons event={event} />
          <EventFacts event={event} />
          <CodeBlock title={t("body")} code={prettyBody(event.body)} isWrapped />
          {Object.keys(event.headers).length > 0 ? (
            <CodeBlock title={t("headers")} code={event.headers} isWrapped />
          ) : null}
        </div>
      )}
    </QueryState>
  );
}

function EventButtons({ event }: { event: EventRecord }) {
  const t = useTranslations("payment");
  const trpc = useTRPC();
  const mayReplay = useCan("payment.replay");
  const invalidate = [
    trpc.payment.pathFilter(),
    trpc.order.pathFilter(),
    trpc.user.pathFilter(),
    trpc.ledger.pathFilter(),
  ];
  const success = ({ verdict }: { verdict: EventRecord["verdict"] }) =>
    t("judged", { verdict: t(`verdicts.${verdict}`) });
  const replay = useAction(trpc.payment.replay.mutationOptions(), { success, invalidate });
  const ask = useAction(trpc.payment.queryProvider.mutationOptions(), { success, invalidate });
  const { orderId } = event;
  if (!mayReplay || !(event.canReplay || event.canQuery)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {event.canReplay ? (
        <Button size="sm" isPending={replay.isPending} onClick={() => void replay.run({ id: event.id })}>
          {t("replay")}
        </Button>
      ) : null}
      {event.canQuery && orderId ? (
        <Button size="sm" isPending={ask.isPending} onClick={() => void ask.run({ orderId })}>
          {t("query")}
        </Button>
      ) : null}
    </div>
  );
}

function EventFacts({ event }: { event: EventRecord }) {
  const t = useTranslations("payment");
  const findingText = useFindingText();
  return (
    <DefinitionList>
      <Definition term={t("columns.id")}>
        <RecordId id={event.id} isFull />
      </Definition>
      <Definition term={t("columns.createdAt")}>
        <Time value={event.createdAt} format="absolute" />
      </Definition>
      <Definition term={t("columns.provider")}>
        {t(`providers.${event.provider}`)} · {t(`sources.${event.source}`)}
      </Definition>
      <Definition term={t("columns.verdict")}>
        <EventVerdictBadge verdict={event.verdict} />
      </Definition>
      <Definition term={t("columns.detail")}>{findingText(event.finding) || null}</Definition>
      <Definition term={t("columns.order")}>
        {event.orderId ? <RecordId id={event.orderId} href={`/topups?open=${event.orderId}`} isFull /> : null}
      </Definition>
      {event.replayOfId ? (
        <Definition term={t("detail.replayOf")}>
          <RecordId id={event.replayOfId} href={`/payments?open=${event.replayOfId}`} />
        </Definition>
      ) : null}
      {event.path ? (
        <Definition term={t("detail.request")}>
          <span className="font-mono text-xs">
            {event.httpMethod} {event.path}
          </span>
        </Definition>
      ) : null}
      {event.answeredAt ? (
        <Definition term={t("columns.answer")}>
          <span className="font-mono text-xs">
            {event.answerStatus} {event.answerBody}
          </span>
        </Definition>
      ) : null}
      {event.ip ? <Definition term={t("columns.ip")}>{event.ip}</Definition> : null}
      <Definition term={t("detail.hash")}>
        <RecordId id={event.bodyHash} />
      </Definition>
    </DefinitionList>
  );
}
