"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { MinorAmount } from "@/components/ui/minor-amount";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { StatusBadge } from "@/components/ui/status-badge";
import type { OrderRecord } from "./order-row";
import { ResolveRefundDialog } from "./resolve-refund-dialog";

type Refund = OrderRecord["refunds"][number];

/** What was given back, how, and what of the credit could be taken. */
export function OrderRefunds({ order }: { order: OrderRecord }) {
  const t = useTranslations("order.refunds");
  const [resolved, setResolved] = useState<string | null>(null);
  return (
    <>
      <PlainTable
        head={[
          { label: t("amount") },
          { label: t("state") },
          { label: t("taken"), isNumeric: true },
          { label: t("reason") },
        ]}
      >
        {order.refunds.map((refund) => (
          <PlainRow key={refund.id} name={<MinorAmount minor={refund.amountMinor} currency={refund.currency} />}>
            <PlainCell>
              <RefundState refund={refund} onResolve={() => setResolved(refund.id)} />
            </PlainCell>
            <PlainCell isNumeric>
              <Quota units={refund.takenQuota} />
            </PlainCell>
            <PlainCell>
              {refund.reason}
              <span className="block text-fg-3 text-xs">{t(`channels.${refund.channel}`)}</span>
            </PlainCell>
          </PlainRow>
        ))}
      </PlainTable>
      {resolved ? (
        <ResolveRefundDialog
          refundId={resolved}
          open
          onOpenChange={(open) => {
            if (!open) setResolved(null);
          }}
        />
      ) : null}
    </>
  );
}

function RefundState({ refund, onResolve }: { refund: Refund; onResolve: () => void }) {
  const t = useTranslations("order.refunds");
  const mayResolve = useCan("order.refund") && refund.status === "pending" && refund.error !== "";
  return (
    <span className="flex flex-col items-start gap-1">
      <StatusBadge status={refund.status} isQuiet={refund.status === "succeeded"}>
        {t(`states.${refund.status}`)}
      </StatusBadge>
      {refund.status === "failed" ? <span className="text-err text-xs">{refund.error}</span> : null}
      {mayResolve ? (
        <>
          <span className="text-warn text-xs">{t("unanswered")}</span>
          <Button size="sm" onClick={onResolve}>
            {t("resolve")}
          </Button>
        </>
      ) : null}
    </span>
  );
}
