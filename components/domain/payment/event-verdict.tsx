"use client";

import { useTranslations } from "next-intl";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { EventVerdict } from "@/server/money/payment/schema";

const TONE = {
  received: "info",
  accepted: "ok",
  duplicate: "neutral",
  ignored: "neutral",
  bad_signature: "err",
  unknown_order: "err",
  mismatch: "err",
  too_large: "err",
  failed: "err",
} as const satisfies Record<EventVerdict, Tone>;

/** What was made of something a provider said. */
export function EventVerdictBadge({ verdict }: { verdict: EventVerdict }) {
  const t = useTranslations("payment.verdicts");
  return (
    <StatusBadge status={verdict} tone={TONE[verdict]} isQuiet={verdict === "accepted"}>
      {t(verdict)}
    </StatusBadge>
  );
}
