"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { useQuotaText } from "@/components/ui/money";
import { causeText } from "./cause-text";
import type { RequestRecord } from "./request-record";

/** The cause in one sentence, before anything else is read. */
export function RequestCauseLine({ request }: { request: RequestRecord }) {
  const t = useTranslations("requestCause");
  const money = useQuotaText();
  return <Alert tone={toneOf(request)} title={causeText(request.cause, (key, values) => t(key, values), money)} />;
}

function toneOf({ kind, outcome, httpStatus, upstream }: RequestRecord): "ok" | "info" | "warn" | "err" {
  if (kind !== "consume") return httpStatus >= 500 ? "err" : "warn";
  if (outcome !== "completed") return outcome === "client_gone" ? "info" : "warn";
  return (upstream?.calls.length ?? 1) > 1 ? "info" : "ok";
}
