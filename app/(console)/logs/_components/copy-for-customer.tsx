"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { useQuotaText } from "@/components/ui/money";
import type { LogRecord } from "./log-detail";

/** A sentence support can send: no channel, no upstream, no key in it. */
export function CopyForCustomer({ log }: { log: LogRecord }) {
  const t = useTranslations("log");
  const money = useQuotaText();
  const text = t("customerText", {
    id: log.id,
    time: log.createdAt.toISOString(),
    model: log.model || "—",
    status: log.httpStatus,
    error: log.errorMessage ? `${log.errorMessage} ` : "",
    cost: money(log.quota, "exact"),
  });
  return (
    <CopyButton text={text} variant="secondary" className="self-start">
      {t("detail.copyForCustomer")}
    </CopyButton>
  );
}
