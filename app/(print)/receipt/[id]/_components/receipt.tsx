"use client";

import { Printer } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { OrderRecord } from "@/components/domain/order/order-row";
import { formatQuota } from "@/components/format/quota";
import { formatDateTime } from "@/components/format/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { useMinorText } from "@/components/ui/minor-amount";

/** Paper is white: printers leave the dark background out, and would leave light words on it. */
const PAPER = "print:[--border:#d4d4d8] print:[--fg-2:#3f3f46] print:[--fg:#000] print:text-black";

/** What was paid, for what, when and how; what was given back stands below it. */
export function Receipt(props: { order: OrderRecord; siteName: string; timeZone: string | undefined }) {
  const { order, siteName, timeZone } = props;
  const t = useTranslations("order.receipt");
  const tOrder = useTranslations("order");
  const tPayment = useTranslations("payment");
  const locale = useLocale();
  const minorText = useMinorText();
  const zone = timeZone ?? "UTC";
  const time = (at: Date | null) => (at ? `${formatDateTime(at.getTime(), { locale, timeZone: zone })} ${zone}` : "—");
  const isCredit = order.purpose === "top_up";
  return (
    <main className={cn(PAPER, "mx-auto flex max-w-xl flex-col gap-6 px-6 py-10 print:py-0")}>
      <header className="flex items-start justify-between gap-4 border-border border-b pb-4">
        <div>
          <p className="text-fg-2">{siteName}</p>
          <h1 className="font-semibold text-xl">{t("title")}</h1>
        </div>
        <Button className="print:hidden" onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("print")}
        </Button>
      </header>
      <DefinitionList>
        <Definition term={tOrder("columns.id")}>
          <span className="break-all font-mono text-xs">{order.id}</span>
        </Definition>
        <Definition term={t("customer")}>{order.owner.displayName || order.owner.username}</Definition>
        <Definition term={tOrder("columns.paidAt")}>{time(order.paidAt)}</Definition>
        <Definition term={t("item")}>
          {isCredit ? t("credit", { amount: formatQuota(order.quota) }) : tOrder("purposes.subscription")}
        </Definition>
        <Definition term={tOrder("columns.method")}>{tPayment(`methods.${order.method}`)}</Definition>
        <Definition term={t("reference")}>
          <span className="break-all font-mono text-xs">{order.providerReference ?? "—"}</span>
        </Definition>
      </DefinitionList>
      <dl className="grid grid-cols-[1fr_auto] gap-y-2 border-border border-t pt-4 tabular-nums">
        <dt className="font-semibold text-base">{t("paid")}</dt>
        <dd className="text-right font-semibold text-base">{minorText(order.amountMinor, order.currency)}</dd>
        {order.refunds
          .filter((refund) => refund.status === "succeeded")
          .map((refund) => (
            <div key={refund.id} className="col-span-2 grid grid-cols-subgrid text-fg-2">
              <dt>{t("refunded", { at: time(refund.finishedAt) })}</dt>
              <dd className="text-right">{minorText(-refund.amountMinor, refund.currency)}</dd>
            </div>
          ))}
      </dl>
      <p className="text-fg-2 text-xs">{t("note")}</p>
    </main>
  );
}
