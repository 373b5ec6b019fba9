"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { MinorAmount } from "@/components/ui/minor-amount";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { type OrderAct, useOrderActs } from "./order-menu-items";
import { OrderRefunds } from "./order-refunds";
import type { OrderRecord, OrderRow } from "./order-row";
import { OrderState } from "./order-state";
import { OrderTimeline } from "./order-timeline";

/** One order in the side sheet: its facts, what happened to it, what was given back, and what can be done. */
export function OrderDetail({ id, onAct }: { id: string; onAct: (act: OrderAct, order: OrderRow) => void }) {
  const t = useTranslations("order.detail");
  const query = useQuery(useTRPC().order.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(order) => (
        <div className="flex flex-col gap-6">
          <OrderButtons order={order} onAct={onAct} />
          <OrderFacts order={order} />
          <Panel title={t("timeline")}>
            <OrderTimeline order={order} />
          </Panel>
          {order.refunds.length > 0 ? (
            <Panel title={t("refunds")}>
              <OrderRefunds order={order} />
            </Panel>
          ) : null}
        </div>
      )}
    </QueryState>
  );
}

function OrderButtons({ order, onAct }: { order: OrderRecord; onAct: (act: OrderAct, order: OrderRow) => void }) {
  const t = useTranslations("order.actions");
  const acts = useOrderActs(order);
  if (acts.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {acts.map((act) => (
        <Button
          key={act}
          size="sm"
          variant={act === "cancel" ? "danger-ghost" : "secondary"}
          onClick={() => onAct(act, order)}
        >
          {t(act)}
        </Button>
      ))}
    </div>
  );
}

function OrderFacts({ order }: { order: OrderRecord }) {
  const t = useTranslations("order");
  const tPayment = useTranslations("payment");
  const seesUsers = useCan("user.read");
  return (
    <DefinitionList>
      <Definition term={t("columns.id")}>
        <RecordId id={order.id} isFull />
      </Definition>
      <Definition term={t("columns.state")}>
        <OrderState order={order} />
      </Definition>
      <Definition term={t("columns.owner")}>
        {seesUsers ? (
          <Link href={`/users/${order.owner.id}`} className="link">
            {order.owner.username}
          </Link>
        ) : (
          order.owner.username
        )}
      </Definition>
      <Definition term={t("columns.amount")}>
        <MinorAmount minor={order.amountMinor} currency={order.currency} />
        {order.price ? <span className="text-fg-2"> · {t("detail.price", order.price)}</span> : null}
      </Definition>
      <Definition term={t("columns.quota")}>
        {order.purpose === "top_up" ? <Quota units={order.quota} /> : t("purposes.subscription")}
      </Definition>
      <Definition term={t("columns.method")}>
        {tPayment(`methods.${order.method}`)}
        {order.provider === "manual" ? null : ` · ${tPayment(`providers.${order.provider}`)}`}
      </Definition>
      <Definition term={t("detail.reference")}>
        {order.providerReference ? <RecordId id={order.providerReference} isFull /> : null}
      </Definition>
      {order.proof ? <Definition term={t("complete.proof")}>{order.proof}</Definition> : null}
      {order.status === "pending" ? (
        <Definition term={t("detail.expires")}>
          <Time value={order.expiresAt} format="absolute" />
        </Definition>
      ) : null}
    </DefinitionList>
  );
}
