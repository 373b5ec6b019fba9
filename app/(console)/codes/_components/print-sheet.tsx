"use client";

import { useLocale, useTranslations } from "next-intl";
import { createPortal } from "react-dom";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { formatDateTime } from "@/components/format/time";
import { useQuotaText } from "@/components/ui/money";
import { useTimeZone } from "@/components/ui/time-zone";

/** The codes as slips to cut out. Only on paper: the page itself stays off it. */
export function PrintSheet({ batch, codes }: { batch: BatchRow; codes: readonly string[] }) {
  const t = useTranslations("redemption.take");
  const quotaText = useQuotaText();
  const locale = useLocale();
  const timeZone = useTimeZone();
  const title = t("sheetTitle", { name: batch.name, amount: quotaText(batch.quota) });
  const until = batch.validUntil
    ? t("sheetUntil", { at: formatDateTime(batch.validUntil.getTime(), { locale, timeZone }) })
    : null;
  return createPortal(
    <section className="print-sheet">
      <h1>{title}</h1>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <span>
              {batch.name} · {quotaText(batch.quota)}
            </span>
            <strong>{code}</strong>
            {until ? <span>{until}</span> : null}
          </li>
        ))}
      </ul>
    </section>,
    document.body,
  );
}
