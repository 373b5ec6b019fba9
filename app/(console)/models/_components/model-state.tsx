"use client";

import { useTranslations } from "next-intl";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { ModelRow } from "./model-row";

const TONE = { ready: "ok", unpriced: "warn", unserved: "neutral" } as const satisfies Record<string, Tone>;

/** What is wrong with a model, if anything; one that is fine shows no colour. */
export function ModelState({ model }: { model: Pick<ModelRow, "state" | "isFree"> }) {
  const t = useTranslations("price.states");
  const { state, isFree } = model;
  return (
    <StatusBadge status={state} tone={TONE[state]} isQuiet={state === "ready"}>
      {state === "ready" && isFree ? t("free") : t(state)}
    </StatusBadge>
  );
}
