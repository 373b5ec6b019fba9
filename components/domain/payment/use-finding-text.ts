"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Finding } from "@/server/money/payment/schema";

/** Words what was found when an event was judged; "" where there was nothing to say. */
export function useFindingText(): (finding: Finding | null) => string {
  const t = useTranslations("payment.findings");
  return useCallback((finding) => (finding ? t(finding.code, finding.params) : ""), [t]);
}
