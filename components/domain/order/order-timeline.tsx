"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EventVerdictBadge } from "@/components/domain/payment/event-verdict";
import { useFindingText } from "@/components/domain/payment/use-finding-text";
import { useCan } from "@/components/layout/viewer";
import { MinorAmount } from "@/components/ui/minor-amount";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";
import type { OrderRecord } from "./order-row";

type Step = { key: string; at: Date; content: ReactNode };

/** All that happened to an order, the oldest first: made, called back, credited, closed, given back. */
export function OrderTimeline({ order }: { order: OrderRecord }) {
  const steps = useSteps(order).sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <ol className="flex flex-col">
      {steps.map(({ key, at, content }) => (
        <li
          key={key}
          className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-4 border-border border-b py-1.5 last:border-0"
        >
          <Time value={at} format="exact" className="text-fg-2 text-xs" />
          <span className="min-w-0">{content}</span>
        </li>
      ))}
    </ol>
  );
}

function useSteps(order: OrderRecord): Step[] {
  const t = useTranslations("order.steps");
  const findingText = useFindingText();
  const seesLedger = useCan("ledger.readAny");
  const by = (person: OrderRecord["creator"]) => person?.username ?? t("system");
  const steps: Step[] = [{ key: "created", at: order.createdAt, content: t("created", { name: by(order.creator) }) }];
  for (const event of order.events) {
    steps.push({
      key: event.id,
      at: event.createdAt,
      content: (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <Link href={`/payments?open=${event.id}`} className="link">
            {t(`events.${event.source}`)}
          </Link>
          <EventVerdictBadge verdict={event.verdict} />
          {event.finding ? <span className="text-fg-2 text-xs">{findingText(event.finding)}</span> : null}
        </span>
      ),
    });
  }
  if (order.closedAt) steps.push({ key: "closed", at: order.closedAt, content: t("closed") });
  if (order.paidAt) steps.push({ key: "paid", at: order.paidAt, content: paidText(order, t) });
  if (order.credited) {
    const { id, amount, at } = order.credited;
    const text = t.rich("credited", { amount: () => <Quota units={amount} isSigned /> });
    steps.push({
      key: id,
      at,
      content: seesLedger ? (
        <Link href={`/ledger?open=${id}`} className="link">
          {text}
        </Link>
      ) : (
        text
      ),
    });
  }
  for (const refund of order.refunds) {
    const amount = () => <MinorAmount minor={refund.amountMinor} currency={refund.currency} />;
    const content = t.rich("refunded", { amount, name: by(refund.actor) });
    steps.push({ key: refund.id, at: refund.createdAt, content });
  }
  return steps;
}

type Texts = ReturnType<typeof useTranslations<"order.steps">>;

function paidText({ completer, approver }: OrderRecord, t: Texts): string {
  if (!completer) return t("paid");
  if (!approver) return t("completed", { name: completer.username });
  return t("approved", { name: completer.username, approver: approver.username });
}
