"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect } from "react";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useMinorText } from "@/components/ui/minor-amount";
import { useQuotaText } from "@/components/ui/money";
import { RecordId } from "@/components/ui/record-id";
import type { OrderRecord } from "./order-row";
import { useCancelOrder } from "./use-cancel-order";

const AWAITED_MS = 2_000;

/**
 * What became of the order a customer comes back from (`?order=` of the page): looks every other second until the money
 * is there, so that nobody has to reload. Shows nothing without an order.
 */
export function AwaitedOrder() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [id, setId] = useQueryState("order", parseAsString);
  const query = useQuery(
    trpc.order.get.queryOptions(
      { id: id ?? "" },
      {
        enabled: id?.startsWith("pay_") ?? false,
        retry: false,
        refetchInterval: ({ state }) => (state.data?.status === "pending" ? AWAITED_MS : false),
      },
    ),
  );
  const status = query.data?.status;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else the page shows changes when the order does, and only then
  useEffect(() => {
    if (status !== "paid") return;
    void queryClient.invalidateQueries(trpc.wallet.pathFilter());
    void queryClient.invalidateQueries(trpc.ledger.pathFilter());
    void queryClient.invalidateQueries(trpc.subscription.pathFilter());
  }, [status]);
  if (!id || !query.data) return null;
  return query.data.status === "pending" ? (
    <Pending order={query.data} />
  ) : (
    <Ended order={query.data} onClose={() => void setId(null)} />
  );
}

function Pending({ order }: { order: OrderRecord }) {
  const t = useTranslations("order.awaited");
  const minorText = useMinorText();
  const cancel = useCancelOrder();
  const amount = minorText(order.amountMinor, order.currency);
  return (
    <Alert
      title={t(order.provider === "manual" ? "transferTitle" : "pendingTitle", { amount })}
      actions={
        <>
          {order.checkoutUrl ? (
            <Button asChild size="sm">
              <a href={order.checkoutUrl}>{t("goOn")}</a>
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={() => void cancel(order)}>
            {t("cancel")}
          </Button>
        </>
      }
    >
      {order.provider === "manual" ? <Instructions /> : <p>{t("pendingHint")}</p>}
      <RecordId id={order.id} isFull />
    </Alert>
  );
}

function Instructions() {
  const t = useTranslations("order.awaited");
  const options = useQuery(useTRPC().order.options.queryOptions());
  const text = options.data?.providers.find(({ id }) => id === "manual")?.instructions;
  return (
    <>
      <p className="whitespace-pre-line">{text}</p>
      <p>{t("transferHint")}</p>
    </>
  );
}

function Ended({ order, onClose }: { order: OrderRecord; onClose: () => void }) {
  const t = useTranslations("order.awaited");
  const quotaText = useQuotaText();
  const isPaid = order.status === "paid";
  const title =
    isPaid && order.purpose === "top_up"
      ? t("credited", { amount: quotaText(order.quota) })
      : t(`ended.${order.status === "pending" ? "failed" : order.status}`);
  return (
    <Alert
      tone={isPaid ? "ok" : "warn"}
      title={title}
      actions={
        <>
          {isPaid ? (
            <Button asChild size="sm">
              <Link href={`/receipt/${order.id}`} target="_blank">
                {t("receipt")}
              </Link>
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={onClose}>
            {t("close")}
          </Button>
        </>
      }
    >
      {isPaid ? null : t("endedHint")}
    </Alert>
  );
}
