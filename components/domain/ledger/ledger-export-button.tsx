"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { LedgerFilter } from "@/server/money/ledger/schema";

/** Downloads exactly what the filter shows; the browser streams it to disk. */
export function LedgerExportButton({ filter }: { filter: LedgerFilter }) {
  const t = useTranslations("ledger");
  return (
    <Button asChild size="sm">
      <a href={`/api/ledger/export?${exportQuery(filter)}`} download>
        <Download aria-hidden />
        {t("export")}
      </a>
    </Button>
  );
}

function exportQuery(filter: LedgerFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    query.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return query.toString();
}
